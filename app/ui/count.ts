/** A whole number as a text: "12", "−3". */
export const countInWords = (count: number): string => (count < 0 ? `−${-count}` : String(count));
