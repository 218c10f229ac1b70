import { databaseNow, type Tx } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { expectLetters } from "./due-letters.server";
import type { NoticeKind } from "./notice";
import { sendOn } from "./send-on.server";

/** How many members one transaction tells. */
export const slice = 500;

export type NewNotice = {
  memberId: number;
  kind: NoticeKind;
  words: string;
  path: string;
  threadId: number;
  actorId: number;
  /** The post without which the notice says nothing. */
  postId: number;
};

/** Adds notices of an event, ascending by member. Members who were told of the event before get none. */
export async function addNotices(tx: Tx, event: string, notices: NewNotice[]) {
  if (notices.length === 0) return;
  const at = await databaseNow(tx);
  const added = await tx.notice.createManyAndReturn({
    data: notices.map(({ postId: _post, ...notice }) => ({
      ...notice,
      subject: event,
      event,
      createdAt: at,
      changedAt: at,
    })),
    skipDuplicates: true,
    select: { id: true, memberId: true, kind: true },
  });
  const postOf = new Map(notices.map(({ memberId, postId }) => [memberId, postId]));
  await tx.noticePost.createMany({
    data: added.map(({ id, memberId }) => ({ noticeId: id, postId: postOf.get(memberId)! })),
  });
  await sendOn(tx, added);
  for (const [kind, of] of groupBy(added, (notice) => notice.kind))
    await expectLetters(
      tx,
      kind,
      of.map(({ memberId }) => memberId),
    );
}
