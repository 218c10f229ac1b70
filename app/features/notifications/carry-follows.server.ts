import type { Tx } from "~/platform/db.server";

type Carried = {
  fromId: number;
  toId: number;
  postIds: number[];
  at: Date;
  /** When what is undone now was done: what was carried then is taken back. */
  undoneOf: Date | null;
};

/** Whoever follows a thread, or has muted it, does so where its posts went, unless they said otherwise there. Notices come along. */
export async function carryFollows(tx: Tx, { fromId, toId, postIds, at, undoneOf }: Carried) {
  if (undoneOf)
    await tx.$executeRaw`
      delete from "ThreadFollow" f where f."threadId" = ${fromId} and f."changedAt" = ${undoneOf}
        and exists (select 1 from "ThreadFollow" o where o."threadId" = ${toId} and o."memberId" = f."memberId")`;
  else
    await tx.$executeRaw`
      insert into "ThreadFollow" ("memberId", "threadId", "level", "changedAt")
      select f."memberId", ${toId}, f."level", ${at} from "ThreadFollow" f where f."threadId" = ${fromId}
      on conflict ("memberId", "threadId") do nothing`;
  await tx.$executeRaw`
    update "Notice" n set "threadId" = ${toId}
    where n."threadId" = ${fromId}
      and exists (select 1 from "NoticePost" p where p."noticeId" = n."id" and p."postId" = any(${postIds}::int[]))
      and not exists (select 1 from "NoticePost" p where p."noticeId" = n."id" and p."postId" <> all(${postIds}::int[]))`;
}
