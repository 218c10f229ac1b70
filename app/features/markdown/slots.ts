import { escapeText } from "./escape-html";

/**
 * A place in stored html whose content can change after writing; `id` is the member's, the thread's, `post:revision:ordinal`,
 * the citations' of one run of markers, `note:use`, or the place among the post's widgets or bare links.
 */
export type Slot = {
  kind: "mention" | "thread" | "quote-origin" | "citation" | "note" | "note-back" | "widget" | "card";
  id: string;
  /** What stands there when nobody fills the slot: escaped, safe as html. */
  fallback: string;
};

const slot =
  /<span data-slot="(mention|thread|quote-origin|citation|note|note-back|widget|card)" data-id="(\d+(?::\d+)*)">([^<]*)<\/span>/g;

export function slotHtml(kind: Slot["kind"], id: string | number, text: string) {
  return `<span data-slot="${kind}" data-id="${id}">${escapeText(text)}</span>`;
}

/**
 * Puts the html that `fill` returns in the place of each slot; `undefined` leaves the readable text. Writers cannot
 * forge a slot, because every `<` of theirs is escaped, and so slots cannot nest either.
 */
export function fillSlots(html: string, fill: (slot: Slot) => string | undefined) {
  return html.replace(slot, (_whole, kind: Slot["kind"], id: string, fallback: string) => {
    return fill({ kind, id, fallback }) ?? fallback;
  });
}
