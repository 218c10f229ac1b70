/** What a reply by mail says, without what its writer's mail program put below it. */

/** Stands at the head of letters that can be answered: what stands above it in an answer is the answer. */
export const aboveThisLine = "Write above this line";
