import { describe, expect, test } from "vitest";
import {
  type Combobox,
  closed,
  comboboxAttributes,
  fieldAttributes,
  isPrevented,
  type Manner,
  opened,
  type Press,
  pressed,
} from "~/ui/combobox";

const plain: Manner = {
  begins: -1,
  opensByArrow: true,
  passesField: false,
  takesByTab: false,
  keepsEnter: false,
  clearsByEscape: false,
};

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

const open = (active: number, count = 3): Combobox => ({ isOpen: true, count, active });

/** The places that the keys lead through. */
function walk(keys: string[], manner: Manner, from = open(-1)) {
  let state = from;
  return keys.map((key) => {
    const outcome = pressed(state, press(key), manner);
    if (outcome.act === "move") state = { ...state, active: outcome.active };
    return state.active;
  });
}

describe("arrows", () => {
  test("go round through the options, or with the field between the last and the first", () => {
    const down = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"];
    const up = ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp"];
    expect(walk(down, plain)).toEqual([0, 1, 2, 0]);
    expect(walk(up, plain)).toEqual([2, 1, 0, 2]);
    expect(walk(down, { ...plain, passesField: true })).toEqual([0, 1, 2, -1]);
    expect(walk(up, { ...plain, passesField: true })).toEqual([2, 1, 0, -1]);
  });

  test("ask for the list of a closed field, where the field has it so", () => {
    expect(pressed(closed, press("ArrowDown"), plain)).toEqual({ act: "open" });
    expect(pressed(closed, press("ArrowDown"), { ...plain, opensByArrow: false })).toEqual({ act: "left" });
  });

  test("in a list without options do nothing", () => {
    expect(pressed(open(-1, 0), press("ArrowUp"), plain)).toEqual({ act: "kept" });
  });
});

describe("Enter, Tab and Escape", () => {
  test("Enter takes the active option, and is the form's when none is active", () => {
    expect(pressed(open(1), press("Enter"), plain)).toEqual({ act: "take", index: 1 });
    expect(pressed(open(-1), press("Enter"), plain)).toEqual({ act: "left" });
    expect(pressed(closed, press("Enter"), plain)).toEqual({ act: "left" });
    expect(pressed(closed, press("Enter"), { ...plain, keepsEnter: true })).toEqual({ act: "kept" });
  });

  test("Tab takes where the field has it so, and leaves the field otherwise", () => {
    expect(pressed(open(2), press("Tab"), { ...plain, takesByTab: true })).toEqual({ act: "take", index: 2 });
    expect(pressed(open(-1), press("Tab"), { ...plain, takesByTab: true })).toEqual({ act: "take", index: 0 });
    expect(pressed(open(-1, 0), press("Tab"), { ...plain, takesByTab: true })).toEqual({ act: "left" });
    expect(pressed(open(2), press("Tab"), plain)).toEqual({ act: "left" });
    expect(pressed(closed, press("Tab"), { ...plain, takesByTab: true })).toEqual({ act: "left" });
  });

  test("Escape closes the list, then empties the field where it has it so", () => {
    expect(pressed(open(0), press("Escape"), plain)).toEqual({ act: "close" });
    expect(pressed(closed, press("Escape"), plain)).toEqual({ act: "left" });
    expect(pressed(closed, press("Escape"), { ...plain, clearsByEscape: true })).toEqual({ act: "clear" });
  });
});

test("Home and End are the field's: the caret moves, and no option stays active", () => {
  for (const key of ["Home", "End"]) {
    const outcome = pressed(open(1), press(key), plain);
    expect(outcome).toEqual({ act: "return", active: -1 });
    expect(isPrevented(outcome)).toBe(false);
    expect(pressed(open(-1), press(key), plain)).toEqual({ act: "left" });
  }
});

test("keys of an input method and shortcuts are left alone", () => {
  const keys = ["Enter", "Tab", "Escape", "ArrowDown", "Home"];
  const uses = [{ isComposing: true }, { keyCode: 229 }, { ctrlKey: true }, { metaKey: true }, { altKey: true }];
  for (const key of keys)
    for (const use of uses)
      expect(pressed(open(1), press(key, use), { ...plain, takesByTab: true, keepsEnter: true })).toEqual({
        act: "left",
      });
});

test("letters are left to the field, keys of the list are prevented", () => {
  expect(isPrevented(pressed(open(1), press("a"), plain))).toBe(false);
  for (const key of ["ArrowDown", "Enter", "Escape"])
    expect(isPrevented(pressed(open(1), press(key), plain))).toBe(true);
});

test("a list opens at its first option or at the field, and not without options", () => {
  expect(opened(3, plain)).toEqual(open(-1));
  expect(opened(3, { ...plain, begins: 0 })).toEqual(open(0));
  expect(opened(0, { ...plain, begins: 0 })).toEqual(closed);
});

test("attributes name the list while it is open, and the active option", () => {
  expect(comboboxAttributes(open(1), "x-list")).toEqual({
    role: "combobox",
    "aria-expanded": true,
    "aria-autocomplete": "list",
    "aria-controls": "x-list",
    "aria-activedescendant": "x-list-1",
  });
  expect(fieldAttributes(closed, "x-list")).toEqual({
    "aria-autocomplete": "list",
    "aria-controls": undefined,
    "aria-activedescendant": undefined,
  });
});
