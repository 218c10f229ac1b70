import { escapeText, type Html, html as template, type HtmlPart, trustedHtml } from "~/ui/html";

/**
 * A place in stored html whose content can change after writing. `id` is the id of a member or thread,
 * `post:revision:ordinal`, the citation ids of one run of markers, `note:use`, a claim's place with the half of its mark, the
 * width and height of a diagram, or an index among the post's widgets or bare links.
 */
export type Slot = {
  kind:
    "mention" | "thread" | "quote-origin" | "citation" | "note" | "note-back" | "widget" | "card" | "claim" | "diagram";
  id: string;
  /** The readable text for when nobody fills the slot. */
  fallback: Html;
};

const slot =
  /<span data-slot="(mention|thread|quote-origin|citation|note|note-back|widget|card|claim|diagram)" data-id="(\d+(?::\d+)*)">([^<]*)<\/span>/g;

export function slotHtml(kind: Slot["kind"], id: string | number, text: string) {
  return `<span data-slot="${kind}" data-id="${id}">${escapeText(text)}</span>`;
}

/** Html that was rendered with the numbers of marks, from 1, as ids of citations: with the ids that they have by now. */
export function withCitationIds(html: string, ids: number[]): string {
  return html.replace(slot, (whole, kind: Slot["kind"], marks: string, text: string) => {
    if (kind !== "citation") return whole;
    const own = marks.split(":").map((mark) => ids[Number(mark) - 1] ?? 0);
    return `<span data-slot="citation" data-id="${own.join(":")}">${text}</span>`;
  });
}

/**
 * Puts the part that `fill` returns in the place of each slot: text is escaped, null leaves the place empty, undefined
 * leaves the readable text. Authors cannot forge a slot, because every `<` of theirs is escaped, and so slots cannot nest
 * either.
 */
export function fillSlots(html: string, fill: (slot: Slot) => HtmlPart): string {
  return html.replace(slot, (_whole, kind: Slot["kind"], id: string, text: string) => {
    const fallback = trustedHtml(text);
    const filled = fill({ kind, id, fallback });
    return String(filled === undefined ? fallback : template`${filled}`);
  });
}
