import type { StateBlock } from "markdown-it";
import { indentOf, lineStart, lineText } from "./lines";

type Mark = { kind: "open" | "close" | "fence" | "other"; fence: string; isBare: boolean };

type Search = { marks: Mark[]; visits: number };

// A text with many openings reads the same lines repeatedly, so the result per line is cached. No real text asks as
// often as this limit; beyond it further openings stay text.
const searches = new WeakMap<StateBlock, Search>();
const maxVisits = 300_000;

/** The line of the `[/quote]` that closes the quote opened at `startLine`. One inside a code fence doesn't count. */
export function findQuoteEnd(state: StateBlock, startLine: number, endLine: number) {
  let depth = 0;
  let fence = "";
  const search = searches.get(state) ?? { marks: [], visits: 0 };
  searches.set(state, search);
  for (let line = startLine; line < endLine; line++) {
    if (search.visits++ > maxVisits) return undefined;
    if (state.isEmpty(line)) continue;
    if (indentOf(state, line) < 0) return undefined; // the list item or the blockquote ends here
    if (indentOf(state, line) >= 4) continue;

    const mark = (search.marks[lineStart(state, line)] ??= read(lineText(state, line)));
    if (mark.kind === "fence") fence = nextFence(fence, mark);
    if (mark.kind === "other" || mark.kind === "fence" || fence) continue;
    depth += mark.kind === "open" ? 1 : -1;
    if (depth === 0) return line;
  }
  return undefined;
}

function read(line: string): Mark {
  const fence = /^(`{3,}|~{3,})([^`]*)$/.exec(line);
  if (fence) return { kind: "fence", fence: fence[1] ?? "", isBare: !fence[2]?.trim() };
  if (/^\[\/quote\]\s*$/i.test(line)) return { kind: "close", fence: "", isBare: true };
  if (/^\[quote=@[^\]]*\]\s*$/i.test(line)) return { kind: "open", fence: "", isBare: true };
  return { kind: "other", fence: "", isBare: true };
}

/** A fence is closed by a line with only the same character, at least as often. */
function nextFence(open: string, { fence, isBare }: Mark) {
  if (!open) return fence;
  return isBare && fence.startsWith(open) ? "" : open;
}
