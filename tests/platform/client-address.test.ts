import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { clientAddress } from "~/platform/client-address.server";

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::ffff:cb00:7107", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80::/64"],
  ["::1", "::/64"],
])("a socket of %s counts as %s", (address, counted) => {
  expect(clientAddress(from(address, "198.51.100.1"), 0)).toBe(counted);
});

test("every address of one /64 counts as one, those of the next as another", () => {
  const counted = new Set(
    Array.from({ length: 80 }, (_, index) => clientAddress(from("::1", `2001:db8:0:7:${index}:2:3:${index}`), 1)),
  );
  expect([...counted]).toEqual(["2001:db8:0:7::/64"]);
  expect(clientAddress(from("::1", "2001:db8:0:8::1"), 1)).toBe("2001:db8:0:8::/64");
});

test.each([
  ["9.9.9.9, 203.0.113.7", 1, "203.0.113.7"],
  ["9.9.9.9, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7"],
  ["203.0.113.7:5120", 1, "203.0.113.7"],
  ["[2001:db8:1:2::9]:443", 1, "2001:db8:1:2::/64"],
  // Not an address, or too short a list: the socket's.
  ["unknown", 1, "192.0.2.1"],
  ["x".repeat(3_000), 1, "192.0.2.1"],
  ["203.0.113.7", 2, "192.0.2.1"],
  ["", 1, "192.0.2.1"],
  ["0x7f000001", 1, "192.0.2.1"],
])("behind proxies %o with %i trusted counts as %s", (forwarded, hops, counted) => {
  expect(clientAddress(from("192.0.2.1", forwarded), hops)).toBe(counted);
});
