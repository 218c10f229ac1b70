/** Forms that a wallet signs: the server writes the message, the wallet signs it, and the form is sent with both. */
import { say, sayWhereKeysWork } from "./key-forms";

/** EIP-1193. */
type Wallet = { request(asked: { method: string; params?: unknown[] }): Promise<unknown> };
/** EIP-6963. */
type Announced = { info: { uuid: string; name: string }; provider: Wallet };

const announced = new Map<string, Announced>();

/** Attaches to forms of this page that were not attached to before. */
export function openWalletForms(page: Document) {
  window.addEventListener("eip6963:announceProvider", (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { detail }: { detail?: Announced } = event;
    if (detail?.info.uuid && typeof detail.provider?.request === "function") announced.set(detail.info.uuid, detail);
  });
  window.dispatchEvent(new Event("eip6963:requestProvider"));
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-wallet]:not([data-ready])")) {
    form.dataset["ready"] = "";
    if (sayWhereKeysWork(form, "Wallets")) continue;
    form.addEventListener("submit", (event) => {
      if (fieldOf(form, "signature").value) return;
      event.preventDefault();
      void begin(form);
    });
  }
}

const fieldOf = (form: HTMLFormElement, name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`)!;

/** With one wallet it is asked at once; with several a list to choose from comes first. */
async function begin(form: HTMLFormElement) {
  const old: Wallet | undefined = Reflect.get(window, "ethereum");
  const wallets = [...announced.values()];
  const only = wallets.length === 1 ? wallets[0]!.provider : wallets.length === 0 ? old : null;
  if (only === undefined)
    return say(
      form,
      "This browser has no wallet. Install one as an extension, or open this page in a wallet’s own browser.",
    );
  if (only) return sign(form, only);
  const list = document.createElement("span");
  list.append("Which wallet? ");
  for (const { info, provider } of wallets) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = info.name;
    button.addEventListener("click", () => void sign(form, provider));
    list.append(button, " ");
  }
  say(form, list);
}

async function sign(form: HTMLFormElement, wallet: Wallet) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const accounts = await wallet.request({ method: "eth_requestAccounts" });
    const address = Array.isArray(accounts) ? String(accounts[0] ?? "") : "";
    const chain = Number(await wallet.request({ method: "eth_chainId" }));
    const body = new URLSearchParams({ for: form.dataset["wallet"] ?? "", address, chain: String(chain) });
    const response = await fetch("/sign-in/challenge", { method: "POST", body, redirect: "error" });
    const text = await response.text();
    if (!response.ok)
      return say(form, response.status < 500 ? text : "The server can’t do this just now. Try again in a moment.");
    const { message }: { message: string } = JSON.parse(text);
    const bytes = new TextEncoder().encode(message);
    const hex = `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    const signature = await wallet.request({ method: "personal_sign", params: [hex, address] });
    fieldOf(form, "message").value = message;
    fieldOf(form, "signature").value = String(signature);
    form.submit();
  } catch {
    say(form, "Nothing was sent: the wallet did not sign.");
  } finally {
    form.ariaBusy = null;
  }
}
