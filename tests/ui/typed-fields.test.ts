import { expect, test } from "vitest";
import { isSecret, isTyped, labelOf } from "~/ui/typed-fields";

test.each(["password", "newPassword", "token", "access_token", "clientSecret", "signature", "code"])(
  "a field named %s is never given back",
  (name) => {
    expect(isSecret({ name, value: "x" })).toBe(true);
  },
);

test.each(["gasToken", "body", "codeword", "tokens", "sourceUrl", "explorerCode"])(
  "a field named %s is no secret",
  (name) => {
    expect(isSecret({ name, value: "x" })).toBe(false);
  },
);

test("what somebody typed is shown, what a form filled in is not", () => {
  const typed = [
    { name: "body", value: "one" },
    { name: "description", value: "手数料とガス代について" },
    { name: "sourceUrl", value: "https://example.org/x?y=z" },
    { name: "theirs", value: "theirs" },
    { name: "note", value: "two words" },
  ];
  const filledIn = [
    { name: "intent", value: "reply" },
    { name: "idempotencyKey", value: "0b6d7c1e-3b0c-4a8e-8a57-3b1d0c6f" },
    { name: "redirectTo", value: "/t/1/x?reply=2" },
    { name: "revision", value: "12" },
    { name: "body", value: "  " },
    { name: "constructor", value: "x" },
    { name: "diagramSizes", value: '{"abc":[300,100]}' },
  ];
  expect(typed.filter((field) => !isTyped(field))).toEqual([]);
  expect(filledIn.filter(isTyped)).toEqual([]);
});

test("a field is labelled in words", () => {
  expect(
    ["body", "sourceName", "description", "chain-id", "constructor"].map((name) => labelOf({ name, value: "" })),
  ).toEqual(["Your text", "Source name", "Description", "Chain id", "Constructor"]);
});
