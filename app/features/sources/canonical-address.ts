import type { Identity } from "./identity";

// Tracking parameters. `ref`, `source`, `id` and `tab` select pages on some sites, so they are kept.
const trackers =
  /^(?:utm_\w+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|__hssc|__hstc|hsctatracking|mkt_tok|vero_id|oly_anon_id|oly_enc_id|wickedid|srsltid|_ga|_gl)$/i;

/** What only holds a visitor's session. */
const sessions =
  /^(?:phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|sessid|cfid|cftoken|oscsid|zenid|s_sess)$/i;

const trackersOfHost: Record<string, RegExp> = {
  "x.com": /^[st]$/,
  "twitter.com": /^[st]$/,
  "youtube.com": /^(?:si|is|feature|pp)$/,
  "youtu.be": /^(?:si|is|feature|pp)$/,
  "medium.com": /^(?:sk|source)$/,
  "forbes.com": /^sh$/,
};

/** A normalized host: without `www.`, mobile and AMP prefixes. */
export function tidyHost(hostname: string) {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (/^[a-z-]+\.m\.wikipedia\.org$/.test(host)) return host.replace(".m.", ".");
  const bare = host.replace(/^(?:www\d?|m|amp|mobile)\./, "");
  return bare.includes(".") ? bare : host;
}

/** Whether others can open it: no IP address, no name of this machine or of a local network. */
export function isPublicHost(hostname: string) {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (/^\[|^[\d.]+$/.test(host) || !host.includes(".")) return false;
  return !/\.(?:localhost|local|internal|intranet|lan|home|corp|test|invalid)$/.test(host);
}

/** The address without tracking parameters, and a key that ignores whatever doesn't change the page. */
export function canonicalAddress(given: URL): Identity | null {
  const url = new URL(given);
  url.username = "";
  url.password = "";
  url.hostname = url.hostname.replace(/\.$/, "");
  const path = url.pathname
    .replaceAll(/;(?:jsessionid|phpsessid|sid|sessionid)=[^/;]*/gi, "")
    .replaceAll(/\/\([SAFX]\([\w-]{8,64}\)\)(?=\/|$)/gi, "");
  if (path !== url.pathname) url.pathname = path;
  const host = tidyHost(url.hostname);
  const tracking = [...url.searchParams.keys()].filter((name) => isTracker(host, name, url));
  for (const name of tracking) url.searchParams.delete(name);
  const quote = textFragment(url.hash);
  // If the part after "#" selects a page, it belongs to the key.
  const route = /^#!?\//.test(url.hash) ? url.hash.replace(/:~:.*$/, "") : "";
  url.hash = url.hash.replace(/:~:.*$/, "").replace(/^#$/, "");

  const sorted = new URLSearchParams(url.searchParams);
  sorted.sort();
  const query = sorted.size > 0 ? `?${sorted}` : "";
  const port = url.port === "" ? "" : `:${url.port}`;
  const value = `${host}${port}${tidyPath(nameOfRepository(host, url.pathname))}${query}${route}`;
  if (value.length > 2_000 || url.href.length > 2_000) return null;
  return { scheme: "url", value, url: url.href, ...(quote && { quote }) };
}

function isTracker(host: string, name: string, url: URL) {
  if (trackers.test(name) || sessions.test(name)) return true;
  // Elsewhere `sid` names a page.
  if (/^(?:sid|s)$/i.test(name) && /^[0-9a-f]{24,64}$/i.test(url.searchParams.get(name) ?? "")) return true;
  if (name === "amp" && /^(?:1|true|)$/.test(url.searchParams.get(name) ?? "")) return true;
  const ofHost = Object.hasOwn(trackersOfHost, host) ? trackersOfHost[host] : undefined;
  return ofHost?.test(name) ?? (host.endsWith(".medium.com") && /^(?:sk|source)$/.test(name));
}

const forges = new Set(["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"]);

/** Forges find a repository by its owner's and its own name in any case, and with `.git` as git writes it. */
function nameOfRepository(host: string, path: string) {
  if (!forges.has(host)) return path;
  const [, owner, name, rest = ""] = /^\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (!owner || !name) return path.toLowerCase();
  return `/${owner.toLowerCase()}/${name.toLowerCase().replace(/(?<=.)\.git$/, "")}${rest}`;
}

function tidyPath(path: string) {
  return path
    .replace(/%[0-9a-f]{2}/gi, plainOrUpper)
    .replace(/\/(?:index\.(?:html?|php))?$/i, "")
    .replace(/\/+$/, "");
}

/** Decodes letters, digits and signs that need no encoding; writes other percent-encodings in capitals. */
function plainOrUpper(code: string) {
  const sign = String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return /[\w.~!'()*-]/.test(sign) ? sign : code.toUpperCase();
}

/** The words that `#:~:text=[prefix-,]start[,end][,-suffix]` points to. */
function textFragment(hash: string): string | undefined {
  const given = /:~:text=([^&]*)/.exec(hash)?.[1];
  if (!given) return undefined;
  const parts = given.split(",").filter((part) => !part.endsWith("-") && !part.startsWith("-"));
  try {
    return parts.map(decodeURIComponent).join(" … ").trim().slice(0, 400) || undefined;
  } catch {
    return undefined;
  }
}
