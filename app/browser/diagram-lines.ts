/**
 * The line of a diagram's source that Mermaid means by a line's number. It counts lines after it has taken away the block of
 * settings in front, comments with the empty lines before them, and empty lines at the beginning.
 */
export function lineInSource(source: string, line: number): { number: number; text: string } {
  const lines = source.replaceAll(/\r\n?/g, "\n").split("\n");
  const isEmpty = (index: number) => (lines[index] ?? "").replaceAll(/%%\{.*?\}%%/g, "").trim() === "";
  const isComment = (index: number) => /^\s*%%(?!\{)./.test(lines[index] ?? "");
  let start = 0;
  while (isEmpty(start) && start < lines.length) start++;
  if (lines[start]?.trim() === "---") {
    const end = lines.findIndex((text, index) => index > start && text.trim() === "---");
    if (end !== -1) start = end + 1;
  }
  const kept: number[] = [];
  for (let index = start; index < lines.length; index++) {
    if (isComment(index)) {
      while (kept.length > 0 && isEmpty(kept.at(-1)!)) kept.pop();
    } else if (kept.length > 0 || !isEmpty(index)) kept.push(index);
  }
  while (kept.length > 1 && isEmpty(kept.at(-1)!)) kept.pop();
  const index = kept[Math.min(line, kept.length) - 1] ?? 0;
  return { number: index + 1, text: (lines[index] ?? "").trim() };
}
