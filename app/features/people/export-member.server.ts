/** Everything that a member wrote and set, as files of an archive. Never what others wrote about them or to them. */
import { nameOfUpload } from "~/features/uploads/uploads";
import { readUpload } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { databaseNow, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { ZipEntry } from "~/platform/zip.server";
import { exportedLists } from "./exported-lists.server";
import { withFrontMatter } from "./front-matter";

/** The files, one after the other, each read when it is asked for. */
export async function* exportMember(memberId: number): AsyncGenerator<ZipEntry> {
  const at = await databaseNow();
  const lists = exportedLists(memberId);
  yield { path: "README.md", at, content: readme(Object.keys(lists)) };
  yield* posts(memberId);
  yield* drafts(memberId);
  for (const [name, pages] of Object.entries(lists)) yield { path: `${name}.json`, at, content: asJson(pages) };
  yield* pictures(memberId);
}

const readme = (lists: string[]) => `# What you wrote at ${env().publicOrigin}

- \`posts/\`: each post as Markdown with front matter; \`posts/12/\` has the earlier revisions of post 12. Posts that you
  deleted or that a moderator hid are here, too, with their status.
- \`drafts/\`: what you have not posted.
- \`pictures/\`: the pictures that you added.
- ${lists.map((name) => `\`${name}.json\``).join(", ")}: lists.

What others wrote is not here, nor are passwords and keys, which nobody can read.
`;

const pageSize = 100;

async function* posts(authorId: number): AsyncGenerator<ZipEntry> {
  for (let after = 0; ;) {
    const page = await db.post.findMany({
      where: { authorId, id: { gt: after } },
      orderBy: { id: "asc" },
      take: pageSize,
      select: {
        id: true,
        number: true,
        status: true,
        relation: true,
        disclosure: true,
        parent: { select: { number: true } },
        revisions: { orderBy: { number: "asc" }, select: { number: true, body: true, reason: true, createdAt: true } },
        thread: {
          select: {
            id: true,
            slug: true,
            title: true,
            tags: { orderBy: { position: "asc" }, select: { tag: { select: { slug: true } } } },
          },
        },
      },
    });
    for (const { id, number, status, relation, disclosure, parent, revisions, thread } of page)
      for (const revision of revisions) {
        const isLast = revision === revisions.at(-1);
        const values = {
          title: thread.title,
          address: env().publicOrigin + paths.post({ id }),
          thread: thread.id,
          post: number,
          answers: parent?.number,
          relation,
          tags: number === 1 ? thread.tags.map(({ tag }) => tag.slug) : null,
          status,
          disclosure,
          revision: revision.number,
          written: revision.createdAt,
          reason: revision.reason,
        };
        const name = isLast ? `posts/${id}.md` : `posts/${id}/${revision.number}.md`;
        yield { path: name, at: revision.createdAt, content: withFrontMatter(values, revision.body) };
      }
    if (page.length < pageSize) return;
    after = page.at(-1)!.id;
  }
}

async function* drafts(memberId: number): AsyncGenerator<ZipEntry> {
  const rows = await db.draft.findMany({
    where: { memberId },
    orderBy: { id: "asc" },
    select: { id: true, place: true, fields: true, updatedAt: true },
  });
  for (const { id, place, fields, updatedAt } of rows) {
    const { body, ...others } = Object(fields) as Record<string, unknown>;
    const text = Array.isArray(body) ? body.join("\n") : "";
    const values = { place, updated: updatedAt, ...others };
    yield { path: `drafts/${id}.md`, at: updatedAt, content: withFrontMatter(values, text) };
  }
}

async function* pictures(memberId: number): AsyncGenerator<ZipEntry> {
  const rows = await db.uploadOwner.findMany({
    where: { memberId, upload: { removedAt: null } },
    orderBy: { id: "asc" },
    select: { createdAt: true, upload: { select: { hash: true, kind: true } } },
  });
  for (const { createdAt, upload } of rows) {
    const content = await readUpload(upload.hash);
    if (content) yield { path: `pictures/${nameOfUpload(upload)}`, at: createdAt, content, isCompressed: true };
  }
}

/** A list as JSON, written page by page. */
async function* asJson(pages: AsyncIterable<object[]>): AsyncGenerator<string> {
  let isFirst = true;
  yield "[";
  for await (const page of pages)
    for (const row of page) {
      yield `${isFirst ? "\n" : ",\n"}${JSON.stringify(row)}`;
      isFirst = false;
    }
  yield "\n]\n";
}
