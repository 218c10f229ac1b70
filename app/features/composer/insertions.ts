/** What is put into a text where one writes. Each is one replacement, so that one undo reverts it. */
export type Selection = { text: string; start: number; end: number };

/** Replaces `from` to `to` by `insert`, then selects `start` to `end`. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number };

/** Puts a text in place of the selection, as a paste does. */
export function insertText({ start, end }: Selection, insert: string): Edit {
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

/**
 * Inserts a block on lines of its own at the caret; `select` is the part to select. Without it the caret goes to an empty
 * line below the block, where writing goes on.
 */
export function insertBlock({ text, start, end }: Selection, block: string, select = ""): Edit {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  // A single line end would join what is written there to the next line.
  const tail = /^\n(?!\n)./s.test(after) ? "\n\n\n" : "\n\n";
  const from = start + lead.length;
  const at = select === "" ? from + block.length + 2 : from + Math.max(0, block.indexOf(select));
  return { from: start, to: end, insert: `${lead}${block}${tail}`, start: at, end: at + select.length };
}

/** A passage as a quote with its origin. */
export function quoteOf(origin: { handle: string; postId: number; revision: number }, passage: string): string {
  return `[quote=@${origin.handle}, p:${origin.postId}, r:${origin.revision}]\n${passage.trim()}\n[/quote]`;
}
