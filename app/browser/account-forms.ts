/** The forms with a password: a button shows what was typed, and after a refusal it is still there. */
import { showFirstFault } from "~/ui/first-fault";

/** Attaches to forms of this page that were not attached to before. */
export function openAccountForms(page: Document) {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-account]:not([data-ready])")) {
    form.dataset["ready"] = "";
    const password = form.querySelector<HTMLInputElement>("input[type=password]");
    if (!password) continue;
    offerToShow(password);
    // Where a refusal can lead elsewhere, to a fresh proof, the browser follows the answer itself.
    if (form.dataset["account"] === "shown") continue;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, password);
    });
  }
}

function offerToShow(password: HTMLInputElement) {
  const button = password.parentElement?.querySelector("button");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => show(password, password.type === "password"));
}

/** The button's state says whether the password is shown; its words stay, so that nothing is said twice. */
function show(password: HTMLInputElement, isShown: boolean) {
  password.type = isShown ? "text" : "password";
  password.parentElement?.querySelector("button")?.setAttribute("aria-pressed", String(isShown));
}

/**
 * Sends the form as the browser would, and keeps this page until the answer is there: a refusal comes as a page without the
 * password, which is then filled in from this one.
 */
async function send(form: HTMLFormElement, password: HTMLInputElement) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  // Browsers keep what is typed into a field of text and offer it again elsewhere.
  show(password, false);
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (response.type === "opaqueredirect") return location.assign(onwardFrom(form));
    if (response.status >= 500)
      return say(form, "The server can’t do this just now. What you typed is still here; try again in a moment.");
    showRefusal(await response.text(), password.value);
  } catch {
    say(form, "No connection: this was not sent. What you typed is still here.");
  } finally {
    form.ariaBusy = null;
  }
}

/** Where the server leads after it accepted the form; a redirect that is not followed doesn't say. */
const onwardFrom = (form: HTMLFormElement) =>
  form.dataset["onward"] || form.querySelector<HTMLInputElement>("[name=redirectTo]")?.value || "/";

function showRefusal(html: string, typed: string) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const [main, newer] = [document, answer].map((page) => page.querySelector("main"));
  if (!main || !newer) return location.reload();
  document.title = answer.title;
  main.replaceChildren(...newer.childNodes);
  const password = main.querySelector<HTMLInputElement>("input[type=password]");
  if (password) password.value = typed;
  main.querySelector("[data-type-again]")?.remove();
  openAccountForms(document);
  showFirstFault(document);
}

function say(form: HTMLFormElement, words: string) {
  form.querySelector("[data-not-sent]")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice notice-signal";
  notice.dataset["notSent"] = "";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  form.prepend(notice);
}
