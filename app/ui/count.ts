/** A whole number as a text: "12", "−3". */
export const countInWords = (count: number): string => (count < 0 ? `−${-count}` : String(count));

/** "1 post", "12 posts"; `many` is given where it is more than an "s". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The same with marks between thousands: "12,345 posts". */
export const countedInThousands = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
