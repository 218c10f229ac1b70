/** Turns push on and off in this browser, and says in words where it can't be. */
import { paths } from "~/paths";

/** Attaches to the parts of this page that were not attached to before. */
export function openPush(page: Document) {
  for (const part of page.querySelectorAll<HTMLElement>("[data-push]:not([data-ready])")) {
    part.dataset["ready"] = "";
    void show(part);
  }
}

type Part = { said: HTMLElement; button: HTMLButtonElement };

async function show(part: HTMLElement) {
  const said = part.querySelector<HTMLElement>("[data-push-said]");
  const button = part.querySelector<HTMLButtonElement>("[data-push-turn]");
  if (!said || !button) return;
  const obstacle = obstacleHere();
  if (obstacle) return void (said.textContent = obstacle);
  const key = part.dataset["push"] ?? "";
  const subscription = await currentSubscription();
  const isOn = subscription !== null && part.dataset["pushOn"] !== undefined;
  said.textContent = isOn ? "On in this browser." : "";
  button.textContent = isOn ? "Turn off in this browser" : "Turn on in this browser";
  button.parentElement!.hidden = false;
  button.addEventListener("click", () => void turn({ said, button }, isOn ? null : key));
}

/** Why this browser can't, in words; null where it can, or may be asked. */
function obstacleHere(): string | null {
  if (!isSecureContext) return "Browsers allow push over https only. Open this site at its https address.";
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window))
    return "This browser does not support push. On an iPhone or iPad, add this site to the home screen first, and open it from there.";
  if (Notification.permission === "denied")
    return "This browser does not allow notices from this site. Allow them in its settings for this site, then open this page again.";
  return null;
}

async function currentSubscription(): Promise<PushSubscription | null> {
  try {
    const registration = await navigator.serviceWorker.getRegistration(paths.home());
    return (await registration?.pushManager.getSubscription()) ?? null;
  } catch {
    return null;
  }
}

/** Turns it on with the site's key, or off with null; then the page is asked for again, with the new list. */
async function turn({ said, button }: Part, key: string | null) {
  button.disabled = true;
  said.textContent = "";
  try {
    const words = await (key === null ? turnOff() : turnOn(key));
    if (words === null) return location.assign(paths.notificationSettings({ kept: true }));
    said.textContent = words;
  } catch {
    said.textContent = "That did not work: the browser or its push service could not be reached. Try once more.";
  }
  button.disabled = false;
}

async function turnOn(key: string): Promise<string | null> {
  const permission = await Notification.requestPermission();
  if (permission === "denied") return obstacleHere();
  if (permission !== "granted") return "Nothing was turned on: the browser was not allowed to show notices.";
  const registration = await navigator.serviceWorker.register(paths.serviceWorker(), { scope: paths.home() });
  await navigator.serviceWorker.ready;
  // Bound to a key that this site no longer has, it can't be used.
  const former = await registration.pushManager.getSubscription();
  if (former && keyOf(former) !== key) await former.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { keys = {} } = subscription.toJSON();
  const { p256dh = "", auth = "" } = keys;
  const refusal = await send({ intent: "add", endpoint: subscription.endpoint, p256dh, auth });
  if (refusal !== null) await subscription.unsubscribe();
  return refusal;
}

async function turnOff(): Promise<string | null> {
  const subscription = await currentSubscription();
  if (!subscription) return null;
  const refusal = await send({ intent: "gone", endpoint: subscription.endpoint });
  if (refusal === null) await subscription.unsubscribe();
  return refusal;
}

/** What the server says against it; null where it agrees. */
async function send(fields: Record<string, string>): Promise<string | null> {
  const response = await fetch(paths.pushBrowsers(), { method: "POST", body: new URLSearchParams(fields) });
  if (response.ok && !response.redirected) return null;
  if (response.redirected) return "You are signed out. Sign in and try once more.";
  const said: unknown = await response.json().catch(() => null);
  return said instanceof Object && "detail" in said ? String(said.detail) : "The server refused it. Try once more.";
}

/** The key to which a subscription is bound, in base64url. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
