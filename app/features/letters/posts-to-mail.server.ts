/** The posts that letters tell of, as their reader may read them. */
import type { Member } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { beginningOf, mailText } from "~/features/markdown/markdown.server";
import { readDisclosuresOf } from "~/features/members/members.server";
import { presentPosts } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";

export type PostToMail = {
  id: number;
  number: number;
  parentId: number | null;
  openingPostId: number;
  createdAt: Date;
  author: { handle: string; name: string };
  /** What its author discloses, each once. */
  disclosures: string[];
  thread: { id: number; slug: string; title: string };
  url: string;
  /** Its whole text for mail. */
  html: string;
};

/** The posts with these ids that the member may read, by id. */
export async function readPostsToMail(member: Member, ids: number[]): Promise<Map<number, PostToMail>> {
  if (ids.length === 0) return new Map();
  const rows = await db.post.findMany({
    where: { id: { in: ids }, ...visibleTo(member), thread: visibleTo(member) },
    select: {
      id: true,
      number: true,
      parentId: true,
      createdAt: true,
      disclosure: true,
      html: true,
      derived: true,
      foldedAt: true,
      authorId: true,
      author: { select: { handle: true, name: true } },
      thread: {
        select: {
          id: true,
          slug: true,
          title: true,
          tags: { select: { tagId: true } },
          posts: { where: { number: 1 }, take: 1, select: { id: true } },
        },
      },
    },
  });
  const disclosed = await readDisclosuresOf(
    rows.map(({ authorId, thread }) => ({ authorId, tagIds: thread.tags.map(({ tagId }) => tagId) })),
  );
  const pages = rows.map((row) => ({ ...row, page: paths.postInThread(row.thread, row) }));
  const bodies = await presentPosts(pages, member, "mail");
  return new Map(
    rows.map(
      (
        {
          thread: { posts, tags: _tags, ...thread },
          disclosure,
          derived: _derived,
          foldedAt: _folded,
          authorId: _author,
          ...row
        },
        index,
      ) => [
        row.id,
        {
          ...row,
          thread,
          openingPostId: posts[0]?.id ?? row.id,
          disclosures: [
            ...new Set([...disclosed[index]!.map(({ text }) => text), ...(disclosure ? [disclosure] : [])]),
          ],
          url: env().publicOrigin + paths.postInThread(thread, row),
          html: bodies.get(row.id) ?? "",
        },
      ],
    ),
  );
}

/** The beginning of a post with at most so many characters, as html and as text, and how many of its paragraphs follow. */
export function beginningToMail({ html }: PostToMail, most: number): { html: string; text: string; left: number } {
  const shown = beginningOf(html, most);
  return { ...shown, text: mailText(shown.html, env().publicOrigin) };
}
