/**
 * The highest number up to which all posts have been seen, from what was read before on. The tree shows a thread in another
 * order, so that a high number alone says little there.
 */
export function readWithoutGap(seen: ReadonlySet<number>, before: number): number {
  let number = before;
  while (seen.has(number + 1)) number += 1;
  return number;
}
