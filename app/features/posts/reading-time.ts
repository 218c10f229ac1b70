/** Words a minute, as adults read plain prose in English (Brysbaert 2019: 238 for non-fiction). */
const pace = 238;

/** How long a text takes to read, in whole minutes, at least one. */
export const minutesToRead = (words: number): number => Math.max(1, Math.round(words / pace));
