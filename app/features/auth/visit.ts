/** From where somebody comes, in the few words that a list of sessions shows. */
import ipaddr from "ipaddr.js";

/** The first that is found counts: Edge, Opera and Samsung's browser call themselves Chrome too, and Chrome Safari. */
const browsers: [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bHeadlessChrome\/|\bChromium\//, "Chromium"],
  [/\bChrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

/** Android calls itself Linux too, and an iPhone "like Mac OS X". */
const systems: [RegExp, string][] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** A browser in words, from the header `User-Agent`: "Firefox on Android", "Safari"; empty where nothing is known. */
export function browserWords(userAgent: string | null): string {
  const find = (known: [RegExp, string][]) => known.find(([mark]) => mark.test((userAgent ?? "").slice(0, 500)))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (system ? `A browser on ${system}` : "");
}

/** A client's address cut to /24 or, in IPv6, /48: "192.0.2.0/24". Takes what `clientAddress` gives; empty for what is no address. */
export function shortNetwork(address: string): string {
  const bare = address.replace(/\/\d+$/, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return `${bare.slice(0, bare.lastIndexOf("."))}.0/24`;
  if (!ipaddr.IPv6.isValid(bare)) return "";
  const { parts } = ipaddr.IPv6.parse(bare);
  return `${new ipaddr.IPv6([...parts.slice(0, 3), 0, 0, 0, 0, 0]).toString()}/48`;
}
