/** A claim's badge: glyph, word and the stated text, below them values with their days. */
import { glyphs, isTroubled } from "~/features/claims/claims";
import type { ClaimPage } from "~/features/claims/claims.server";
import { paths } from "~/paths";
import { paperColour } from "~/styles/token-colour.server";
import { svgFile } from "~/ui/chart/chart-file";
import { drawText } from "~/ui/chart/draw-text";
import { el } from "~/ui/chart/markup";
import { daysOfClaim } from "./claim-days";
import { cardFaces } from "./card-fonts.server";
import { drawableText } from "./drawable-text";
import { shorten } from "~/ui/shorten";

const margin = 12;
const longest = 80;

/** The badge as SVG with text. */
export function claimBadge(claim: ClaimPage, theme: "light" | "dark", host: string): string {
  const { plain, strong } = cardFaces();
  const words = drawableText(`“${shortened(claim.text)}”`, plain.covers) ?? `Claim ${claim.id}`;
  const foot = `${daysOfClaim(claim).join(" · ")} · ${host}${paths.claim(claim)}`;
  const footWords = drawableText(foot.replaceAll("\u00a0", " "), plain.covers) ?? foot;
  const word = claim.word;
  const wordAt = margin + 18;
  const wordsAt = wordAt + strong.widthOf(word) * 15 + 10;
  const width = Math.ceil(
    Math.max(wordsAt + plain.widthOf(words) * 15, margin + plain.widthOf(footWords) * 12) + margin,
  );
  const colour = isTroubled(claim.status) ? "var(--signal)" : "var(--ink)";
  const { filled, drawn } = glyphs[claim.status];
  const says = `${claim.text}: ${word}. ${foot}`;
  return svgFile({
    size: { width, height: 54 },
    colourOf: (role) => paperColour(role, theme),
    title: says,
    says,
    parts: [
      el(
        "g",
        { transform: `translate(${margin} 12)` },
        filled !== undefined && el("path", { d: filled, fill: colour }),
        drawn !== undefined && el("path", { d: drawn, fill: "none", stroke: colour, "stroke-width": 1.3 }),
      ),
      drawText(word, wordAt, 23, { size: 15, isStrong: true, fill: colour }),
      drawText(words, wordsAt, 23, { size: 15, fill: "var(--ink)" }),
      drawText(footWords, margin, 43, { size: 12, fill: "var(--ink-3)" }),
    ],
  });
}

const shortened = (text: string) => shorten(text, longest);
