import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireMember } from "~/features/auth/auth.server";
import { suggestMembers } from "~/features/members/members.server";
import { completeTags } from "~/features/tags/tags";
import { listTags } from "~/features/tags/tags.server";
import { completeThreads } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";

const mostTags = 6;

const Query = z.object({ kind: z.enum(["member", "thread", "tag"]), q: z.string().max(100).default("") });

/** `?kind=member&q=al` → `{ items: [{ label, note, insert }] }`: what a word begun in the editor can become. */
export async function loader({ context }: LoaderFunctionArgs) {
  await requireMember(context);
  const { searchParams } = context.url;
  const query = Query.safeParse({ kind: searchParams.get("kind"), q: searchParams.get("q") ?? undefined });
  invariantResponse(query.success, "Name a kind: member, thread or tag.", { status: 400 });
  return json({ items: await complete(query.data.kind, query.data.q) });
}

async function complete(kind: "member" | "thread" | "tag", word: string) {
  if (kind === "member")
    return (await suggestMembers(word, { inNames: true, take: 6 })).map(({ handle, name }) => ({
      label: name,
      note: `@${handle}`,
      insert: `@${handle}`,
    }));
  if (kind === "thread")
    return (await completeThreads(word)).map(({ id, title }) => ({ label: title, note: `#${id}`, insert: `#${id}` }));
  const tags = completeTags(word, await listTags()).slice(0, mostTags);
  return tags.map(({ tag: { slug, name, kind: tagKind } }) => ({
    label: name,
    note: tagKind,
    insert: `[${name}](${paths.tagPage({ slug, kind: tagKind })})`,
  }));
}
