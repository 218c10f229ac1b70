/** Which push services are sent to: an endpoint is an address that a browser gives, so strangers can type it. */

/** The services of browsers: Chrome and its kin, Firefox, Safari, Edge. Those with a dot in front stand for their subdomains. */
const services = [
  "fcm.googleapis.com",
  ".push.services.mozilla.com",
  "web.push.apple.com",
  ".push.apple.com",
  ".notify.windows.com",
];

export type PushHost =
  /** A browser's service. */
  | "service"
  /** Named by the operator in `PUSH_HOSTS`, and dialled as given. */
  | "named";

/** What the host of an endpoint is; null for one that is not sent to. `named` are hosts with their ports, where they have one. */
export function pushHostOf(endpoint: string, named: readonly string[]): PushHost | null {
  if (endpoint.length > 1_000 || !URL.canParse(endpoint)) return null;
  const { protocol, host, hostname, port, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return null;
  if (named.includes(host) && (protocol === "https:" || protocol === "http:")) return "named";
  if (protocol !== "https:" || port !== "") return null;
  const isService = services.some((service) =>
    service.startsWith(".") ? hostname.endsWith(service) : hostname === service,
  );
  return isService ? "service" : null;
}
