/** A page of markdown becomes the draft of a new thread: it is posted by the composer, and by all of its rules. */
import { findDraft, saveDraft } from "~/features/drafts/drafts.server";
import { fieldsOf, placeOf } from "~/features/drafts/drafts";
import { normaliseBody } from "~/features/posts/posts";
import { findTagsNamed } from "~/features/tags/tags.server";
import { oneLine } from "~/platform/characters";
import { readMarkdownPage } from "./markdown-page";

export type Begun =
  | { ok: true; /** Names of tags that are not here. */ missing: string[] }
  | { ok: false; reason: "empty" | "has-draft" | "too-long" | "too-many" };

/** Keeps a page as the member's draft of a new thread. One that they have already stays, unless `replaces`. */
export async function beginFromMarkdown(
  memberId: number,
  text: string,
  { replaces }: { replaces: boolean },
): Promise<Begun> {
  const { title, tags: names, body } = readMarkdownPage(text.replaceAll("\0", ""));
  if (title === "" && body === "") return { ok: false, reason: "empty" };
  const place = placeOf.newThread;
  const before = await findDraft(memberId, place);
  if (before && !replaces) return { ok: false, reason: "has-draft" };
  const found = await Promise.all(names.map(async (name) => ({ name, tags: await findTagsNamed(name) })));
  const slugs = [...new Set(found.flatMap(({ tags }) => (tags.length === 1 ? [tags[0]!.slug] : [])))];
  const fields = fieldsOf([
    ["title", oneLine(title)],
    ["body", normaliseBody(body)],
    ...slugs.map((slug): [string, string] => ["tags", slug]),
  ]);
  const saved = await saveDraft({ memberId, place, fields, version: before?.version ?? 0 });
  if (!saved.ok) return { ok: false, reason: saved.reason === "conflict" ? "has-draft" : saved.reason };
  return { ok: true, missing: found.flatMap(({ name, tags }) => (tags.length === 1 ? [] : [name])) };
}
