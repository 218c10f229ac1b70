/** What one copies to show a claim elsewhere. */
import { paths } from "~/paths";
import { frameCode } from "./frame-code";

export const claimFrameHeight = 360;

/** The codes for a claim's frame, badge and link; `origin` is this site's. */
export function claimCodes(claim: { id: number; text: string; word: string }, origin: string) {
  const title = `${claim.text}: ${claim.word}`;
  const page = origin + paths.claim(claim);
  const badge = origin + paths.claimBadge(claim, "svg");
  return [
    { name: "Frame", code: frameCode(origin + paths.claimEmbed(claim), title, "100%", claimFrameHeight) },
    { name: "Link", code: page },
    { name: "Markdown", code: `[![${title.replaceAll(/[[\]\\]/g, "\\$&")}](${badge})](${page})` },
    { name: "Badge", code: badge },
    { name: "oEmbed", code: origin + paths.oEmbed(page) },
  ];
}
