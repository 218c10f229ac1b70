/**
 * The text without the characters at its end that `sign` matches. A pattern such as `[.,]+$` would try every run of these
 * characters to its end: its time grows with the square of the text.
 */
export function trimEnd(text: string, sign: RegExp): string {
  let end = text.length;
  while (end > 0) {
    const isPair = end > 1 && /[\uDC00-\uDFFF]/.test(text[end - 1]!) && /[\uD800-\uDBFF]/.test(text[end - 2]!);
    const start = isPair ? end - 2 : end - 1;
    if (!sign.test(text.slice(start, end))) break;
    end = start;
  }
  return text.slice(0, end);
}
