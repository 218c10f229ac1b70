import { tellMember } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import type { Tx } from "~/platform/db.server";

/** Tells everybody who flagged a case what a moderator did: "kept it". */
export async function tellFlaggers(tx: Tx, caseId: number, done: string) {
  const flags = await tx.flag.findMany({
    where: { caseId },
    distinct: ["memberId"],
    select: { memberId: true, post: { select: { id: true, number: true, threadId: true } } },
  });
  for (const { memberId, post } of flags)
    await tellMember(tx, {
      memberId,
      kind: "moderation",
      subject: `flag:${caseId}`,
      event: `flag:${caseId}`,
      words: `A moderator looked at post ${post.number}, which you flagged, and ${done}.`,
      path: paths.post(post),
      threadId: post.threadId,
    });
}
