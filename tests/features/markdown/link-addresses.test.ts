import { describe, expect, test } from "vitest";
import { isSafeAddress } from "~/features/markdown/addresses";

describe("addresses of links", () => {
  test.each([
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://good.example@evil.example/",
    "https://good.example%2f@evil.example/",
    "https:///user@evil.example/",
    "HTTPS://USER@EXAMPLE.ORG",
    "https://us\ter@example.org/",
    "https://@evil.example/",
    "https://:@evil.example/",
    "https://user@",
    "https://a.example\\@evil.example/",
    "mailto:a@example.org?subject=Hello",
    "MAILTO:a@example.org?bcc=b@example.org",
    "mailto:?to=a@example.org",
    "mailto:a@example.org&bcc=b@example.org",
    "mailto:a@example.org%3Fbcc=b@example.org",
    "mailto:a@example.org%0d%0aBcc:b@example.org",
    "mailto:a@example.org,b@example.org",
    "mailto:",
    "javascript:alert(1)",
    "//evil.example",
    "/\\evil.example",
  ])("%s is none", (address) => {
    expect(isSafeAddress(address)).toBe(false);
  });

  test.each([
    "https://example.org",
    "http://example.org:8080/a@b?c=d@e#f@g",
    "https://medium.com/@someone/post",
    "https://example.org?x=@y",
    "https://müller.example/ü",
    "mailto:a.b+c@example.org",
    "mailto:a_b%2Bc@mail.example.org",
    "/t/1",
    "#x",
  ])("%s is one", (address) => {
    expect(isSafeAddress(address)).toBe(true);
  });
});
