/** Raised whenever the same source would give other html or other references: older posts are then done again. */
export const rendererVersion = 6;

export const maxBodyBytes = 65_536;
export const maxMentions = 50;
export const maxReferences = 500;
export const maxQuoteDepth = 3;
export const maxCitations = 200;
export const maxNotes = 100;
export const maxWidgets = 50;
export const maxLinkCards = 50;

/** The largest number the database's ids can have. */
export const maxId = 2_147_483_647;

const encoder = new TextEncoder();

function byteLength(text: string) {
  return encoder.encode(text).length;
}

export function isTooLong(source: string) {
  return byteLength(source) > maxBodyBytes;
}

/** Html may be larger than its source, but not so large that a short post fills a page. */
export function isTooLarge(html: string, source: string) {
  return byteLength(html) > 32 * byteLength(source) + 4096;
}
