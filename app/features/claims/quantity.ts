/** A number as its author states it: an interval with a unit, never a mean of two ends. */
import type { UnitId } from "./units";

export const comparators = ["=", "~", "<", "≤", ">", "≥", "range"] as const;
export type Comparator = (typeof comparators)[number];

export const quantityKinds = ["level", "change", "share", "multiple", "count", "duration"] as const;
export type QuantityKind = (typeof quantityKinds)[number];

export type Quantity = {
  kind: QuantityKind;
  /** Plain decimals in `unit`; null where the statement leaves that side open ("60 %+", "under 150 ms"). */
  lo: string | null;
  hi: string | null;
  comparator: Comparator;
  /** How many digits of each end mean something: 1 for 100,000, 3 for 142. Null beside an open end. */
  loDigits: number | null;
  hiDigits: number | null;
  /** An id of `units`; null when only a number is written. */
  unit: UnitId | null;
  /** The counted noun, for a count: `chains`. */
  noun: string | null;
  /** Which way a change or a multiple goes; changes keep positive values. */
  direction: "up" | "down" | null;
  /** "not 100K TPS": the author speaks about the number and doesn't claim it. */
  isNegated: boolean;
};

/** The question to the author without whose answer a number can't be checked. */
export type Question =
  /** `1,2` and `1.000,5` mean different numbers in different countries. */
  | "separators"
  /** `$1.2-$1.4bn`: the scale may hold for both ends or for one. */
  | "scale"
  /** A growth of 38.7 %: from when to when? */
  | "period"
  /** 41 % of what? */
  | "whole";

/** A number found in running text; `start` and `end` count UTF-16 units. `quantity` is null while a question decides what it is. */
export type FoundQuantity = {
  start: number;
  end: number;
  text: string;
  quantity: Quantity | null;
  questions: Question[];
};
