import { expect, test } from "vitest";
import { toolOfKeys } from "~/features/composer/components/toolbar";

const press = { key: "b", code: "KeyB", ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };

test.each([
  ["a Latin letter", { ...press }, "Bold"],
  ["Caps Lock", { ...press, key: "B" }, "Bold"],
  ["a Cyrillic letter at its place", { ...press, key: "и" }, "Bold"],
  ["another Latin layout, by what it writes", { ...press, code: "KeyN" }, "Bold"],
  ["Shift", { ...press, key: "Q", code: "KeyQ", shiftKey: true }, "Quote"],
  ["Shift on a Cyrillic layout", { ...press, key: "Й", code: "KeyQ", shiftKey: true }, "Quote"],
  ["Command", { ...press, ctrlKey: false, metaKey: true }, "Bold"],
])("%s chooses a tool", (_, keys, name) => {
  expect(toolOfKeys(keys)?.name).toBe(name);
});

test.each([
  ["no modifier", { ...press, ctrlKey: false }],
  ["Alt", { ...press, altKey: true }],
  ["Shift with a key that has none", { ...press, key: "B", shiftKey: true }],
  ["a Latin letter at the place of another", { ...press, key: "x" }],
])("%s chooses none", (_, keys) => {
  expect(toolOfKeys(keys)).toBeUndefined();
});
