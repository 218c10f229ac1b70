import { expect, test } from "vitest";
import { SecurityContact, securityTxt } from "~/platform/security-txt";

const now = new Date("2026-11-28T12:00:00Z");
const path = "/.well-known/security.txt";

test("it names contact, end of validity within a year, and its own address", () => {
  const text = securityTxt({ contact: "mailto:security@forum.example", origin: "https://forum.example", path, now });
  expect(text).toBe(
    "Contact: mailto:security@forum.example\nExpires: 2027-05-27T12:00:00.000Z\nCanonical: https://forum.example/.well-known/security.txt\n",
  );
});

test("an origin without https isn't named, because RFC 9116 forbids it", () => {
  expect(securityTxt({ contact: "tel:+1-201-555-0123", origin: "http://localhost:3000", path, now })).not.toContain(
    "Canonical",
  );
});

test.each([
  ["security@forum.example", "mailto:security@forum.example"],
  ["mailto:security@forum.example", "mailto:security@forum.example"],
  ["https://forum.example/report", "https://forum.example/report"],
  ["tel:+1-201-555-0123", "tel:+1-201-555-0123"],
])("%s is a contact", (given, uri) => {
  expect(SecurityContact.parse(given)).toBe(uri);
});

test.each([
  "somebody",
  "http://forum.example",
  "https://",
  "a@b.example\nContact: mailto:x@evil.example",
  "javascript:x",
])("%j is none", (given) => {
  expect(SecurityContact.safeParse(given).success).toBe(false);
});
