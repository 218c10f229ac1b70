/** A post's claims as html: the marks in its text, the line above it, and the list after its sources. */
import { paths } from "~/paths";
import { type Html, html, trustedHtml } from "~/ui/html";
import { type ClaimMark, figuresInWords, isTroubled, tallyOf } from "./claim";
import { glyphHtml } from "./glyph";

type Place = { prefix: string; isPage: boolean };

/**
 * A claim's mark: a link to its page around words and glyph, in two halves (0 before the words, 1 behind them), or with the
 * glyph alone where the words have links of their own. In feeds and mails the mark is a word behind the number.
 */
export function markHtml(mark: ClaimMark, half: number | undefined, { prefix, isPage }: Place): Html | null {
  if (!isPage) return half === 0 ? null : html` (${mark.word})`;
  if (half === 1) return closing(mark);
  const opening = openingHtml(mark, prefix, half === 0 ? "claim" : "claim claim-alone");
  return half === 0 ? opening : html`${opening}${closing(mark)}`;
}

/** In a preview (`id` 0) there is no page to lead to yet. */
function openingHtml(mark: ClaimMark, prefix: string, className: string): Html {
  const held = mark.isPrivate ? ", only you see this" : "";
  const entry = `${prefix}-v${mark.ordinal}`;
  const described = isTroubled(mark.status) && html` aria-describedby="${`${entry}-found`}"`;
  if (mark.id === 0)
    return html`<span class="${className}" data-status="${mark.status}" data-word="${mark.word}" title="${mark.word}">`;
  const tag = html`<a class="${className}" id="${`${prefix}-k${mark.ordinal}`}" href="${paths.claim(mark)}" data-card="${entry}" data-card-kind="claim" data-status="${mark.status}" data-word="${mark.word}" aria-label="${`${mark.text}, claim, ${mark.word}${held}`}"${described}>`;
  return tag;
}

// The joiner, inside what is not wrapped, keeps the glyph on the line of the last word.
const closing = ({ id, status, word }: ClaimMark) =>
  html`<span class="claim-sign">\u2060${glyphHtml(status)}</span>${id === 0 && html`<span class="visually-hidden">, ${word}</span>`}${trustedHtml(id === 0 ? "</span>" : "</a>")}`;

const mostInStrip = 24;

/** The line above a post's text: how its figures stand, and in a page their glyphs in order. Null for a post without claims. */
export function ledgerLineHtml(marks: ClaimMark[], isPage: boolean): Html | null {
  if (marks.length === 0) return null;
  const hasStrip = isPage && marks.length > 2 && marks.length <= mostInStrip;
  const strip =
    hasStrip &&
    html`<span class="figure-strip" aria-hidden="true">${marks.map(
      ({ status }) => html`<span${loud(isTroubled(status))}>${glyphHtml(status)}</span>`,
    )}</span>`;
  const parts = tallyOf(marks).map(({ words, status }) => html` · <span${loud(isTroubled(status))}>${words}</span>`);
  return html`<p class="ledger-line">${strip}<b>${figuresInWords(marks.length)}</b>${parts}</p>`;
}

const loud = (isLoud: boolean) => isLoud && html` data-loud="true"`;

/** The list of a post's claims with their findings. It is shown on paper; script makes cards and margin notes from it. */
export function claimListHtml(marks: ClaimMark[], prefix: string): Html | null {
  if (marks.length === 0) return null;
  const entries = marks.map(
    (mark) =>
      html`<li id="${`${prefix}-v${mark.ordinal}`}" data-status="${mark.status}"${isTroubled(mark.status) && html` data-note="${`${prefix}-k${mark.ordinal}`}"`}>${glyphHtml(mark.status)} <b class="claim-word">${mark.word}</b> <span class="claim-words" dir="auto">${mark.text}</span> <span class="claim-found" id="${`${prefix}-v${mark.ordinal}-found`}">${mark.found}${mark.isPrivate && " Only you see this until a day has passed."}</span></li>`,
  );
  return html`<div class="claim-list"><h3>Claims</h3><ol>${entries}</ol></div>`;
}
