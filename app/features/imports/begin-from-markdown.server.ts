/** A page of markdown becomes the draft of a new thread: it is posted by the composer, and by all of its rules. */
import { findDraft, saveDraft } from "~/features/drafts/drafts.server";
import { fieldsOf, placeOf } from "~/features/drafts/drafts";
import { normaliseBody } from "~/features/posts/posts";
import { findTagsNamed } from "~/features/tags/tags.server";
import { oneLine } from "~/platform/characters";
import { readMarkdownPage } from "./markdown-page";

export type Begun =
  | { ok: true; /** Names of tags that are not here, at most 20. */ missing: string[] }
  | { ok: false; reason: "empty" | "has-draft" | "too-long" | "too-many" };

/** A file may name thousands of tags; a thread has few, and no tag has a longer name. */
const most = { names: 20, letters: 60 };

/** Keeps a page as the member's draft of a new thread. One that they have already stays, unless `replaces`. */
export async function beginFromMarkdown(
  memberId: number,
  text: string,
  { replaces }: { replaces: boolean },
): Promise<Begun> {
  const { title, tags, body } = readMarkdownPage(text.replaceAll("\0", ""));
  if (title === "" && body === "") return { ok: false, reason: "empty" };
  const place = placeOf.newThread;
  const before = await findDraft(memberId, place);
  if (before && !replaces) return { ok: false, reason: "has-draft" };
  const names = [...new Set(tags.map((name) => name.slice(0, most.letters)))].slice(0, most.names);
  const found = await Promise.all(names.map(async (name) => ({ name, named: await findTagsNamed(name) })));
  const slugs = [...new Set(found.flatMap(({ named }) => (named.length === 1 ? [named[0]!.slug] : [])))];
  const fields = fieldsOf([
    ["title", oneLine(title)],
    ["body", normaliseBody(body)],
    ...slugs.map((slug): [string, string] => ["tags", slug]),
  ]);
  const saved = await saveDraft({ memberId, place, fields, version: before?.version ?? 0 });
  if (!saved.ok) return { ok: false, reason: saved.reason === "conflict" ? "has-draft" : saved.reason };
  return { ok: true, missing: found.flatMap(({ name, named }) => (named.length === 1 ? [] : [name])) };
}
