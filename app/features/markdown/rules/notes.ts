import type { MarkdownIt, StateCore, StateInline, Token } from "markdown-it";
import { escapeText } from "~/ui/html";
import { maxNotes } from "../limits";
import { textOf } from "../plain-text";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";
import { isRightToLeft } from "./directions";

/** `^[any text]`: a remark by the author, shown below the text. */
export function notes(md: MarkdownIt) {
  md.inline.ruler.before("link", "note", takeNote);
  md.core.ruler.after("inline", "hoist_notes", hoist);
  md.renderer.rules.note = (tokens, index) => escapeText(tokens[index]!.content);
  md.renderer.rules.notes = (tokens, index, options, context: RenderContext, renderer) => {
    if (!context.resolution.citations) return "";
    const { prefix } = context;
    const items = (tokens[index]!.meta as Note[]).map(({ number, text, more, uses }) => {
      const words = renderer.renderInline(text.children ?? [], options, context);
      const blocks = renderer.render(more, options, context);
      const back = Array.from({ length: uses }, (_, use) => slotHtml("note-back", `${number}:${use + 1}:${uses}`, ""));
      const whole = blocks === "" ? words : `<p dir="auto">${words}</p>\n${blocks}`;
      const dir = isRightToLeft(textOf(text.children ?? [])) ? "rtl" : "auto";
      return `<li dir="${dir}" id="${prefix}-n${number}">${whole}${back.join("")}</li>\n`;
    });
    return `<div class="notes">\n<h3 id="${prefix}-n0">Notes</h3>\n<ol type="a">\n${items.join("")}</ol>\n</div>\n`;
  };
}

/** A note as shown: its number, its words and the blocks after them, and how often the text refers to it. */
export type Note = { number: number; text: Token; more: Token[]; uses: number; depth: number };

function takeNote(state: StateInline, silent: boolean) {
  if (!state.src.startsWith("^[", state.pos)) return false;
  const end = state.md.helpers.parseLinkLabel(state, state.pos + 1);
  if (end < 0 || state.src.slice(state.pos + 2, end).trim() === "") return false;
  if (!silent) {
    const token = state.push("note", "", 0);
    token.content = state.src.slice(state.pos, end + 1);
    token.meta = { body: state.src.slice(state.pos + 2, end).trim(), note: -1 };
  }
  state.pos = end + 1;
  return true;
}

/** Inline notes become blocks after the text, so that every rule reads them like the text. */
function hoist(state: StateCore) {
  if (state.inlineMode) return;
  let count = 0;
  // The list grows during iteration, because a note can contain a note.
  for (const block of state.tokens) {
    for (const token of block.children ?? []) {
      if (token.type !== "note" || count >= maxNotes) continue;
      token.meta.note = count++;
      const body = new state.Token("inline", "", 0);
      body.content = token.meta.body;
      body.map = block.map;
      body.children = [];
      state.md.inline.parse(body.content, state.md, state.env, body.children);
      state.tokens.push(
        marker(state, "note_body_open", 1, token.meta.note),
        body,
        marker(state, "note_body_close", -1),
      );
    }
  }
}

export function marker(state: StateCore, type: string, nesting: -1 | 0 | 1, meta?: unknown) {
  const token = new state.Token(type, "", nesting);
  token.block = true;
  token.meta = meta;
  return token;
}
