import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";

/**
 * By what a client is counted: the socket's address, or the one that the outermost of our proxies saw. Whoever has one
 * IPv6 address has the 2^64 of its network, so IPv6 counts by /64 ("2001:db8:1:2::/64"). An IPv4 address written as IPv6
 * counts as IPv4.
 */
export function clientAddress(request: IncomingMessage, trustedHops: number): string {
  const socket = networkOf(request.socket.remoteAddress ?? "") ?? "unknown";
  if (trustedHops === 0) return socket;
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  return networkOf(forwarded.at(-trustedHops) ?? "") ?? socket;
}

/** Addresses come again and again, and reading one costs as much as a kept page's headers. */
const networks = new LRUCache<string, { network: string | null }>({ max: 1_000 });

/** Null for what isn't an address. Some proxies write the port behind it. */
function networkOf(written: string): string | null {
  const known = networks.get(written);
  if (known) return known.network;
  const network = readNetwork(written);
  if (written.length <= 60) networks.set(written, { network });
  return network;
}

function readNetwork(written: string): string | null {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
  const withoutZone = bare.replace(/%.*$/, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(withoutZone)) return withoutZone;
  if (!ipaddr.IPv6.isValid(withoutZone)) return null;
  const address = ipaddr.process(withoutZone);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`;
}
