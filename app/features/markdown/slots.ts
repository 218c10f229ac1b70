import { escapeText } from "./escape-html";

/**
 * A place in stored html whose content can change after writing. `id` is the id of a member or thread,
 * `post:revision:ordinal`, the citation ids of one run of markers, `note:use`, or an index among the post's widgets or
 * bare links.
 */
export type Slot = {
  kind: "mention" | "thread" | "quote-origin" | "citation" | "note" | "note-back" | "widget" | "card";
  id: string;
  /** The text if the slot isn't filled: escaped, safe as html. */
  fallback: string;
};

const slot =
  /<span data-slot="(mention|thread|quote-origin|citation|note|note-back|widget|card)" data-id="(\d+(?::\d+)*)">([^<]*)<\/span>/g;

export function slotHtml(kind: Slot["kind"], id: string | number, text: string) {
  return `<span data-slot="${kind}" data-id="${id}">${escapeText(text)}</span>`;
}

/**
 * Replaces each slot by the html that `fill` returns; `undefined` keeps the readable text. Authors can't forge a slot,
 * because every `<` of theirs is escaped; for the same reason slots can't be nested.
 */
export function fillSlots(html: string, fill: (slot: Slot) => string | undefined) {
  return html.replace(slot, (_whole, kind: Slot["kind"], id: string, fallback: string) => {
    return fill({ kind, id, fallback }) ?? fallback;
  });
}
