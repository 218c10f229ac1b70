/** Raise this when the same source would give different html or references. Older posts are then processed again. */
export const rendererVersion = 8;

export const maxBodyBytes = 65_536;
export const maxMentions = 50;
export const maxReferences = 500;
export const maxQuoteDepth = 3;
export const maxCitations = 200;
export const maxNotes = 100;
export const maxWidgets = 50;
export const maxClaims = 100;
export const maxLinkCards = 50;

/** The largest id that the database can store. */
export const maxId = 2_147_483_647;

const encoder = new TextEncoder();

function byteLength(text: string) {
  return encoder.encode(text).length;
}

export function isTooLong(source: string) {
  return byteLength(source) > maxBodyBytes;
}

/** Whether the html is too large for its source: a short post must not fill a page. */
export function isTooLarge(html: string, source: string) {
  return byteLength(html) > 32 * byteLength(source) + 4096;
}
