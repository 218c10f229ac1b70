import ipaddr from "ipaddr.js";

/** Whether a host, by name or address, is this machine and nothing else. A name other than `localhost` could lead elsewhere. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost" || bare.endsWith(".localhost")) return true;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare).range() === "loopback";
  return ipaddr.IPv6.isValid(bare) && ipaddr.process(bare).range() === "loopback";
}
