/** Raise this when the same source would give different html or references. Older posts are then processed again. */
export const rendererVersion = 19;

/** What forms take for a text, in bytes of UTF-8. */
export const maxBodyBytes = 65_536;
/** The longest text that is read at all: one that came from another forum may be longer than what is typed here. */
export const maxImportedBytes = 655_360;
export const maxMentions = 50;
export const maxReferences = 500;
export const maxQuoteDepth = 3;
export const maxCitations = 200;
export const maxNotes = 100;
/** Uses of members' handles, of threads' numbers and of notes, each: those beyond stay as they were typed. */
export const maxUses = 200;
/** Different revisions of posts that a text quotes. */
export const maxQuotedRevisions = 100;
export const maxWidgets = 50;
export const maxClaims = 100;
export const maxLinkCards = 50;

/** The largest id that the database can store. */
export const maxId = 2_147_483_647;

const encoder = new TextEncoder();

export function byteLength(text: string) {
  return encoder.encode(text).length;
}

export function isTooLong(source: string) {
  return byteLength(source) > maxImportedBytes;
}

/** A row holds two million characters of html. */
const mostBytesOfRow = 1_900_000;

/** How many bytes of html a text of so many bytes may fill, whatever its slots are filled with: a short post must not fill a page. */
export const mostBytesOfHtml = (bytesOfSource: number) => Math.min(65_536 + 20 * bytesOfSource, mostBytesOfRow);

/** How many times the usual time a text of this length may take to be read, at least 1. */
export const timesOfText = (text: string) => Math.max(1, text.length / maxBodyBytes);

/** The most bytes that the widgets of one post fill together; the limits above don't count them. */
export const mostBytesOfWidgets = 1_048_576;

export function isTooLarge(html: string, source: string) {
  return byteLength(html) > mostBytesOfHtml(byteLength(source));
}
