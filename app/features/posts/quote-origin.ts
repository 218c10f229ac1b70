/** The line above a quote: whose words these are, whether they still read like this, and how their numbers stand. */
import { type ClaimMark, glyphHtml } from "~/features/claims/claims";
import type { QuotedClaim } from "~/features/claims/claims.server";
import { paths } from "~/paths";
import { type Html, html, type HtmlPart } from "~/ui/html";
import type { QuoteState } from "./post";
import type { Quoted } from "./quotes.server";

/** The author and place of a quote, and a word where the original no longer reads like this. */
export function quoteOrigin(post: Quoted, revision: number, state: QuoteState): Html {
  const origin = html`<a href="${paths.post(post)}"><b>${post.author.name}</b> · post ${post.number}, revision ${revision}</a>`;
  if (state === "differs")
    return html`${origin} · <span class="quote-notice">not in these words in the original</span>`;
  if ((state === "changed" || state === "corrected") && revision < post.revision) {
    const diff = paths.postHistory(post, { from: revision, to: post.revision });
    const words = state === "corrected" ? "the quoted claim was corrected" : "the quoted text was changed since";
    return html`${origin} · <a class="quote-notice" href="${diff}">${words}</a>`;
  }
  return origin;
}

const mostFigures = 6;

/** The original claims behind a quote's numbers, and the qualifier that the quote leaves out: "70 %" for "up to 70 %". */
export function quotedFigures(claims: QuotedClaim[], marks: ClaimMark[]): HtmlPart {
  const known = claims.flatMap(({ claimId, lost }) => {
    const mark = marks.find(({ id }) => id === claimId);
    return mark ? [{ mark, lost }] : [];
  });
  return known.slice(0, mostFigures).map(({ mark, lost }) => {
    const left = lost && html`, <span class="quote-notice">quoted without “${lost}”</span>`;
    return html` · <a class="quote-figure" href="${paths.claim(mark)}">${glyphHtml(mark.status)} ${mark.text}, ${mark.word}</a>${left}`;
  });
}
