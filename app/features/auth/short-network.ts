import ipaddr from "ipaddr.js";

/** A client's address cut to /24 or, in IPv6, /48: "192.0.2.0/24". Takes what `clientAddress` gives; empty for what is no address. */
export function shortNetwork(address: string): string {
  const bare = address.replace(/\/\d+$/, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return `${bare.slice(0, bare.lastIndexOf("."))}.0/24`;
  if (!ipaddr.IPv6.isValid(bare)) return "";
  const { parts } = ipaddr.IPv6.parse(bare);
  return `${new ipaddr.IPv6([...parts.slice(0, 3), 0, 0, 0, 0, 0]).toString()}/48`;
}
