/** The same assertion in two posts, and what the second one made of it. */
import type { Interval } from "./interval";
import type { Subject } from "./judged-claim";
import type { Quantity } from "./quantity";
import { compare, type Rational } from "./rational";
import { aboutOf } from "./read-claims";
import type { Verdict } from "./verdict";

const isSameEnd = (a: Rational | null, b: Rational | null) =>
  a === null || b === null ? a === b : compare(a, b) === 0;
const isSameInterval = (a: Interval, b: Interval) => isSameEnd(a.lo, b.lo) && isSameEnd(a.hi, b.hi);

/** Whether a number of one stands in the other: "up to 70 %" and "70 %" share their upper end, "60 %+" and "60 %" the lower. */
const sharesAnEnd = (a: Interval, b: Interval) => {
  const ends = [b.lo, b.hi].filter((end) => end !== null);
  return [a.lo, a.hi].some((end) => end !== null && ends.some((other) => compare(end, other) === 0));
};

type Stating = { exact: Interval; quantity: Pick<Quantity, "comparator"> };

/** "~2M" and "2M" differ in a qualifier alone, "up to 70 %" and "70 %" in an end; "142" and "125" are two measurements. */
export function changesWording(earlier: Stating, later: Stating): boolean {
  if (!sharesAnEnd(earlier.exact, later.exact)) return false;
  return !isSameInterval(earlier.exact, later.exact) || earlier.quantity.comparator !== later.quantity.comparator;
}

/**
 * The first claim of an earlier post of the thread about the same thing whose number this one gives otherwise: "up to 70 %"
 * became "70 %". Null when it says the same.
 */
export function restatedBy(subject: Subject, all: Subject[]): Verdict["restates"] {
  const { row, address, quantity, stated } = subject;
  if (!quantity || !stated) return null;
  const about = aboutOf(address);
  const original = all.find(
    (other) =>
      other.row.postId < row.postId &&
      other.stated?.dimension === stated.dimension &&
      other.quantity &&
      aboutOf(other.address) === about &&
      sharesAnEnd(other.stated.exact, stated.exact),
  );
  if (!original?.stated || !original.quantity) return null;
  const isChanged = changesWording(
    { exact: original.stated.exact, quantity: original.quantity },
    { exact: stated.exact, quantity },
  );
  return isChanged ? { claimId: original.row.id, text: original.row.text } : null;
}
