/** What one copies to show a claim elsewhere. */
import { paths } from "~/paths";
import { html } from "~/ui/html";

export const claimFrameHeight = 360;

/** The codes for a claim's frame, badge and link; `origin` is this site's. */
export function claimCodes(claim: { id: number; text: string; word: string }, origin: string) {
  const title = `${claim.text}: ${claim.word}`;
  const page = origin + paths.claim(claim);
  const badge = origin + paths.claimBadge(claim, "svg");
  return [
    {
      name: "Frame",
      code: String(
        html`<iframe src="${origin + paths.claimEmbed(claim)}" title="${title}" width="100%" height="${claimFrameHeight}" loading="lazy" frameborder="0"></iframe>`,
      ),
    },
    { name: "Link", code: page },
    { name: "Markdown", code: `[![${title.replaceAll(/[[\]\\]/g, "\\$&")}](${badge})](${page})` },
    { name: "Badge", code: badge },
    { name: "oEmbed", code: origin + paths.oEmbed(page) },
  ];
}
