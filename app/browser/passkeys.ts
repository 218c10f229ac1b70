/** Forms that a passkey fills in: the browser asks for one, its answer goes into the form, and the form is sent. */
import { startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } from "@simplewebauthn/browser";
import { say, sayWhereKeysWork } from "./key-forms";

/** Attaches to forms of this page that were not attached to before. */
export function openPasskeyForms(page: Document) {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-passkey]:not([data-ready])")) {
    form.dataset["ready"] = "";
    if (sayWhereKeysWork(form, "Passkeys")) continue;
    if (!browserSupportsWebAuthn()) {
      say(form, "This browser knows no passkeys.");
      continue;
    }
    form.addEventListener("submit", (event) => {
      if (answerOf(form).value) return;
      event.preventDefault();
      void ask(form);
    });
    if (form.dataset["passkey"] === "passkey") void offerInField(form);
  }
  tellWhatIsKept(page);
}

const answerOf = (form: HTMLFormElement) => form.querySelector<HTMLInputElement>("input[name=answer]")!;

async function challengeFor(form: HTMLFormElement) {
  const body = new URLSearchParams({ for: form.dataset["passkey"] ?? "" });
  const response = await fetch("/sign-in/challenge", { method: "POST", body, redirect: "error" });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function ask(form: HTMLFormElement) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const optionsJSON = await challengeFor(form);
    const isNew = form.dataset["passkey"] === "new-passkey";
    send(form, await (isNew ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON })));
  } catch (error) {
    say(form, wordsFor(error));
  } finally {
    form.ariaBusy = null;
  }
}

/** Passkeys among what the browser offers in the field of the handle; whatever fails here, the button is still there. */
async function offerInField(form: HTMLFormElement) {
  if (!document.querySelector("input[autocomplete~=webauthn]") || !(await browserSupportsWebAuthnAutofill())) return;
  try {
    send(form, await startAuthentication({ optionsJSON: await challengeFor(form), useBrowserAutofill: true }));
  } catch {}
}

function send(form: HTMLFormElement, answer: unknown) {
  answerOf(form).value = JSON.stringify(answer);
  form.submit();
}

function wordsFor(error: unknown) {
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
    return "This device has a passkey for your account already.";
  if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError"))
    return "Nothing was sent: the browser was not given a passkey.";
  return "That did not work. Open this page again and try once more.";
}

type Signals = {
  signalAllAcceptedCredentials?(kept: {
    rpId: string;
    userId: string;
    allAcceptedCredentialIds: string[];
  }): Promise<void>;
  signalUnknownCredential?(unknown: { rpId: string; credentialId: string }): Promise<void>;
};

/** Tells the browser which passkeys are good here, so that it stops offering those that were removed. */
function tellWhatIsKept(page: Document) {
  const signals: Signals | undefined = Reflect.get<object, string>(window, "PublicKeyCredential");
  for (const told of page.querySelectorAll<HTMLElement>("[data-passkeys-kept]:not([data-ready])")) {
    told.dataset["ready"] = "";
    const { rp: rpId = "", users = "", passkeysKept = "" } = told.dataset;
    for (const userId of users.split(" ").filter(Boolean))
      void signals
        ?.signalAllAcceptedCredentials?.({
          rpId,
          userId,
          allAcceptedCredentialIds: passkeysKept.split(" ").filter(Boolean),
        })
        .catch(() => {});
  }
  for (const told of page.querySelectorAll<HTMLElement>("[data-passkey-unknown]:not([data-ready])")) {
    told.dataset["ready"] = "";
    const { rp: rpId = "", passkeyUnknown: credentialId = "" } = told.dataset;
    void signals?.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {});
  }
}
