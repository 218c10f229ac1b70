/** Threads of posts that answer one another, for the layouts. */
import type { PostNode } from "~/features/reading/node";

export const aNode = (number: number, parent: number | null, given: Partial<PostNode> = {}): PostNode => ({
  id: 1_000 + number,
  number,
  parent,
  relation: null,
  worth: 0,
  ...given,
});

/** Each post answers the one before it. */
export const chainOf = (length: number) =>
  Array.from({ length }, (_, index) => aNode(index + 1, index === 0 ? null : index));

/** All posts answer the first. */
export const starOf = (length: number) =>
  Array.from({ length }, (_, index) => aNode(index + 1, index === 0 ? null : 1));

/** A thread as they grow: every post answers an earlier one, most of them one of the last few. */
export const grownThread = (length: number) =>
  Array.from({ length }, (_, index) => {
    const number = index + 1;
    if (number === 1) return aNode(1, null);
    const back = (number * 7_919) % 11;
    return aNode(number, back < 4 ? 1 : Math.max(1, number - 1 - ((number * 104_729) % 17)), {
      worth: (number * 31) % 13,
      relation: [null, "supports", "rebuts", "qualifies", "asks", "adds-data"][number % 6] as PostNode["relation"],
    });
  });
