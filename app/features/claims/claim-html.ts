/** The mark behind a claim's words, and the note in the margin for a number that doesn't fit. */
import { paths } from "~/paths";
import { html, type Html } from "~/ui/html";
import { type ClaimMark, isTroubled, tallyInWords } from "./claim";
import { statusGlyphs } from "./status";

type Place = { prefix: string; isPage: boolean };

/** A glyph that links to the claim's page; in feeds and mails a word. A troubled number has a note beside it. */
export function markHtml(mark: ClaimMark, { prefix, isPage }: Place): Html {
  if (!isPage) return html` (${mark.word})`;
  const isLoud = isTroubled(mark.status);
  const held = mark.isPrivate ? ", only you see this" : "";
  const link = html`<a class="claim-mark" id="${`${prefix}-k${mark.ordinal}`}" href="${paths.claim(mark)}" data-status="${mark.status}" title="${mark.word}" aria-label="${`${mark.text}, claim, ${mark.word}${held}`}"><span aria-hidden="true">${statusGlyphs[mark.status]}</span></a>`;
  if (!isLoud) return link;
  return html`${link}<small class="claim-note" data-status="${mark.status}"><b>${capital(mark.word)}</b> ${mark.says} ${mark.isPrivate && html`<i>Only you see this until a day has passed.</i> `}<a href="${paths.claim(mark)}">How<span class="visually-hidden"> “${mark.text}” was checked</span></a></small>`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The line above a post's text: how its figures stand. Null for a post without claims. */
export function ledgerLineHtml(marks: ClaimMark[]): Html | null {
  return marks.length === 0 ? null : html`<p class="ledger-line">${tallyInWords(marks)}</p>`;
}
