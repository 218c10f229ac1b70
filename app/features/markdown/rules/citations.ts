import type { MarkdownIt, StateInline, Token } from "markdown-it";
import { readMarker, type MarkerItem } from "../citation-marker";
import { escapeText } from "~/ui/html";
import { noteLetter } from "../note-letter";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";

/** A part of a run of markers: a use of a source, of a note, or of neither. Known once the whole text is read. */
export type MarkerPart =
  | { kind: "mark"; mark: number; raw: string }
  | { kind: "note"; note: number; use: number }
  | { kind: "text"; raw: string };

export type MarkerMeta = { items: MarkerItem[]; parts: MarkerPart[] };

/** `[^key]`: its content isn't parsed as emphasis, link or mention. An unknown key is shown as typed. */
export function citations(md: MarkdownIt) {
  md.inline.ruler.before("link", "citation", takeMarker);
  md.helpers.parseLinkLabel = endOfLabel;
  md.renderer.rules.citation = (tokens, index, _options, context: RenderContext) => renderRun(tokens[index]!, context);
}

function takeMarker(state: StateInline, silent: boolean) {
  const found = readMarker(state.src, state.pos, state.posMax);
  if (!found) return false;
  if (!silent) {
    const token = state.push("citation", "", 0);
    token.content = state.src.slice(state.pos, found.end);
    token.meta = { items: found.items, parts: [] } satisfies MarkerMeta;
  }
  state.pos = found.end;
  return true;
}

/**
 * The end of the label whose "[" is at `start`, or -1. Like markdown-it's function, but a marker in a link's text
 * doesn't count as a nested link, because it is moved behind the link later.
 */
function endOfLabel(state: StateInline, start: number, disableNested = false) {
  const { pos: before, posMax } = state;
  let level = 1;
  let end = -1;
  state.pos = start + 1;
  while (state.pos < posMax) {
    const sign = state.src[state.pos];
    if (sign === "]" && --level === 0) {
      end = state.pos;
      break;
    }
    const position = state.pos;
    state.md.inline.skipToken(state);
    if (sign !== "[") continue;
    if (position === state.pos - 1) level++;
    else if (disableNested && !readMarker(state.src, position, posMax)) break;
  }
  state.pos = before;
  return end;
}

function renderRun(token: Token, { resolution, numbers }: RenderContext) {
  const { parts }: MarkerMeta = token.meta;
  const { citations: resolved } = resolution;
  if (!resolved || parts.length === 0) return escapeText(token.content);

  let html = "";
  let run: { id: number; label: string }[] = [];
  const endRun = () => {
    if (run.length > 0) html += slotHtml("citation", run.map(({ id }) => id).join(":"), `[${labels(run)}]`);
    run = [];
  };
  for (const part of parts) {
    const id = part.kind === "mark" ? resolved.citations[part.mark] : undefined;
    if (part.kind === "mark" && id) {
      run.push({ id, label: numbers[part.mark] ?? "†" });
      continue;
    }
    endRun();
    html +=
      part.kind === "note"
        ? slotHtml("note", `${part.note}:${part.use}`, `[${noteLetter(part.note)}]`)
        : escapeText(part.raw);
  }
  endRun();
  return html;
}

const labels = (run: { label: string }[]) => run.map(({ label }) => label).join(", ");
