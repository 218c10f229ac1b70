/** A bio as html. */
import { rendererVersion } from "~/features/markdown/markdown";
import { renderAlone } from "~/features/markdown/markdown.server";
import { keepBioHtml } from "~/features/members/members.server";
import type { Profile } from "~/features/members/members";
import { type Asker, askingJobs } from "~/platform/lanes.server";
import { LineIsFull } from "~/platform/reading-errors";
import { html } from "~/ui/html";
import { withoutLinks } from "./without-links";

const mostHtml = 40_000;

/** What a bio is stored with; null if the renderer refuses the text or makes too much of it. */
export async function renderBio(bio: string, asker: Asker) {
  const bioHtml = bio === "" ? "" : await renderAlone(bio, "bio", "writers", asker);
  if (bioHtml === null || bioHtml.length > mostHtml) return null;
  return { bioHtml, bioRendererVersion: rendererVersion };
}

/** A bio's html for everybody. Where nobody can read a post of the member yet, its links are plain text. */
export async function presentBio(member: Profile): Promise<string> {
  const shown = await currentHtml(member);
  return member.postCount > 0 ? shown : withoutLinks(shown);
}

async function currentHtml({ id, bio, bioHtml, bioRendererVersion }: Profile): Promise<string> {
  if (bio === "" || bioRendererVersion === rendererVersion) return bioHtml;
  const made = await renderAlone(bio, "bio", "jobs", askingJobs).catch((error: unknown) => {
    if (error instanceof LineIsFull) return null;
    throw error;
  });
  if (made === null || made.length > mostHtml) return bioHtml || String(html`<p>${bio}</p>`);
  await keepBioHtml(id, bio, { bioHtml: made, bioRendererVersion: rendererVersion });
  return made;
}
