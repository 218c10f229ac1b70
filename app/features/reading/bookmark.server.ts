/** Posts that members want to find again. */
import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { excerptOf } from "~/features/posts/posts";
import { locatePost, shownTextSql } from "~/features/posts/posts.server";
import { db, Prisma } from "~/platform/db.server";

/** How many bookmarks a member keeps. */
const mostBookmarks = 2_000;
const onPage = 50;

type Kept = { ok: true } | { ok: false; reason: "no-such-post" | "too-many" };

/**
 * Bookmarks a post. Without a note an earlier one stays, also that of a bookmark removed within the last day; `at` is the
 * database's time unless given.
 */
export async function keepBookmark(given: { member: Member; postId: number; note?: string; at?: Date }): Promise<Kept> {
  const { member, postId, note, at } = given;
  if (!(await locatePost(postId, member))) return { ok: false, reason: "no-such-post" };
  const kept = await db.$executeRaw`
    insert into "Bookmark" as b ("memberId", "postId", "note", "createdAt")
    select ${member.id}, ${postId}, ${note ?? ""}, coalesce(${at ?? null}::timestamptz, now())
    where (select count(*) from "Bookmark" where "memberId" = ${member.id} and "removedAt" is null) < ${mostBookmarks}
      or exists (select from "Bookmark" where "memberId" = ${member.id} and "postId" = ${postId} and "removedAt" is null)
    on conflict ("memberId", "postId") do update set
      "note" = coalesce(${note ?? null}::text, b."note"), "removedAt" = null`;
  return kept > 0 ? { ok: true } : { ok: false, reason: "too-many" };
}

/** Removes a bookmark; for a day `keepBookmark` brings it back with its note. */
export async function removeBookmark(member: Member, postId: number) {
  await db.$executeRaw`
    update "Bookmark" set "removedAt" = now()
    where "memberId" = ${member.id} and "postId" = ${postId} and "removedAt" is null`;
}

/** Deletes bookmarks that were removed more than a day ago. */
export async function sweepBookmarks() {
  await db.$executeRaw`delete from "Bookmark" where "removedAt" < now() - interval '1 day'`;
}

export type BookmarkLine = {
  postId: number;
  note: string;
  createdAt: string;
  /** Null when the post is hidden or deleted: the note stays. */
  post: {
    number: number;
    authorName: string;
    excerpt: string;
    thread: { id: number; slug: string; title: string };
  } | null;
};

type Row = {
  postId: number;
  note: string;
  createdAt: Date;
  number: number;
  authorName: string;
  text: string;
  threadId: number;
  slug: string;
  title: string;
  isSeen: boolean;
};

/** A page of a member's bookmarks, the newest first, from the one of the post `after` on; `next` goes on from there. */
export async function listBookmarks(member: Member, after: number | null) {
  const rows = await select(
    member,
    after === null
      ? Prisma.sql`b."removedAt" is null`
      : Prisma.sql`b."removedAt" is null and (b."createdAt", b."postId") < (
          select c."createdAt", c."postId" from "Bookmark" c where c."memberId" = ${member.id} and c."postId" = ${after})`,
  );
  const lines = rows.slice(0, onPage).map(toLine);
  return { lines, next: rows.length > onPage ? (lines.at(-1)?.postId ?? null) : null };
}

/** A bookmark that was removed within the last day; null if there is none of this post. */
export async function findRemovedBookmark(member: Member, postId: number): Promise<BookmarkLine | null> {
  const [row] = await select(member, Prisma.sql`b."postId" = ${postId} and b."removedAt" is not null`);
  return row ? toLine(row) : null;
}

const select = (member: Member, condition: Prisma.Sql) => db.$queryRaw<Row[]>`
  select b."postId", b."note", b."createdAt", p."number", m."name" as "authorName", t."id" as "threadId", t."slug", t."title",
    ${shownTextSql(300)} as text,
    ${visibleToSql(member, "p")} and ${visibleToSql(member, "t")} as "isSeen"
  from "Bookmark" b join "Post" p on p."id" = b."postId" join "Thread" t on t."id" = p."threadId"
    join "Member" m on m."id" = p."authorId"
  where b."memberId" = ${member.id} and ${condition}
  order by b."createdAt" desc, b."postId" desc limit ${onPage + 1}`;

function toLine({
  postId,
  note,
  createdAt,
  number,
  authorName,
  text,
  threadId,
  slug,
  title,
  isSeen,
}: Row): BookmarkLine {
  const excerpt = excerptOf(text, 160);
  const post = isSeen ? { number, authorName, excerpt, thread: { id: threadId, slug, title } } : null;
  return { postId, note, createdAt: createdAt.toISOString(), post };
}
