/** A claim on other sites: as a frame, a badge and a rich embedding. Ignores sessions: what only its author may know stays out. */
import { contextOf, glyphHtml, isTroubled } from "~/features/claims/claims";
import {
  claimArithmeticHtml,
  type ClaimPage,
  claimSpark,
  claimValuesHtml,
  findClaim,
} from "~/features/claims/claims.server";
import { paths } from "~/paths";
import { databaseNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { readId } from "~/platform/id-param";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { html } from "~/ui/html";
import { claimBadge } from "./claim-badge";
import { daysOfClaim } from "./claim-days";
import { drawingAsker } from "./drawing-turns.server";
import { drawnPicture } from "./drawn-picture.server";
import { answerFrame, framePage, frameSentence, frameThemes } from "./frame-page.server";
import { sentenceSvg } from "./metric-svg.server";

/** Raise this when the drawing changes. */
const drawingVersion = 1;

/** A claim's post may be hidden at any time: caches ask again. */
const caching = {
  "Cache-Control": "public, no-cache",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
};

type Asked = { claimId: string | undefined; url: URL };

/** The claim with this id in an address, as everybody may see it. */
const findPublicClaim = async (claimId = "") => {
  const id = readId(claimId);
  return id === null ? null : findClaim(id, null);
};

const missing = "There is no such claim.";

/** A claim as a page for frames, complete without script. */
export async function answerWithClaimFrame(request: Request, { claimId, url }: Asked): Promise<Response> {
  const theme = url.searchParams.get("theme") ?? "auto";
  const isKnown = frameThemes.includes(theme);
  const claim = isKnown ? await findPublicClaim(claimId) : null;
  if (!claim) {
    const words = isKnown ? missing : "A theme is light, dark or auto.";
    const page = await framePage({ title: "Not found", theme: isKnown ? theme : "auto", body: frameSentence(words) });
    return answerFrame(page, isKnown ? 404 : 400, caching);
  }
  const page = await framePage({ title: claimTitle(claim), theme, body: await frameBody(claim) });
  return answerOrUnchanged(request, { tag: versionOf(page), headers: caching }, () => answerFrame(page, 200, caching));
}

async function frameBody(claim: ClaimPage) {
  const address = env().publicOrigin + paths.claim(claim);
  const context = contextOf(claim);
  const spark = await claimSpark(claim, await databaseNow());
  return html`<article class="claim-frame"><p class="claim-frame-word"${isTroubled(claim.status) && html` data-loud="true"`}>${glyphHtml(claim.status)} <b>${claim.word}</b></p><blockquote dir="auto">${context.before}<b>${claim.text}</b>${context.after}</blockquote>${claimValuesHtml(claim)}${spark}${claimArithmeticHtml(claim)}<p class="claim-frame-days">${daysOfClaim(claim).join(" · ")}</p></article><p class="embed-from"><span>${claim.author.name}, ${claim.thread.title}</span><a href="${address}" target="_blank" rel="noopener">Counterproof</a></p>`;
}

/** "about 1M daily transactions: off by 1.8×". */
export const claimTitle = ({ text, word }: Pick<ClaimPage, "text" | "word">) => `${text}: ${word}`;

type AskedFrom = Asked & { address: string };

/** A claim's badge as `.svg`, or as `.png` at double resolution. */
export async function answerWithClaimBadge(request: Request, { claimId, url, address }: AskedFrom): Promise<Response> {
  const asker = drawingAsker(request, address);
  const isPng = url.pathname.endsWith(".png");
  const theme = url.searchParams.get("theme") ?? "light";
  const format = isPng ? "png" : "svg";
  const refuse = (status: number, words: string) => {
    const svg = sentenceSvg(words, { theme: "light", width: 300 });
    return drawnPicture(svg, { isPng, tag: versionOf("refusal", format, svg), status, caching, asker });
  };
  if (theme !== "light" && theme !== "dark") return refuse(400, "A theme is light or dark.");
  const claim = await findPublicClaim(claimId);
  if (!claim) return refuse(404, missing);
  const svg = claimBadge(claim, theme, new URL(env().publicOrigin).host);
  const tag = versionOf(String(drawingVersion), format, svg);
  return answerOrUnchanged(request, { tag, headers: caching }, () =>
    drawnPicture(svg, { isPng, tag, status: 200, caching, asker }),
  );
}
