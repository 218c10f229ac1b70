import { db } from "~/platform/db.server";
import { formatMinute } from "~/ui/time";

/** Why a member is suspended and until when, as sentences for the member. */
export async function suspensionInWords(memberId: number): Promise<string> {
  const found = await db.sanction.findFirst({
    where: { memberId, kind: "suspension", endedAt: null },
    orderBy: { id: "desc" },
    select: { reason: true, endsAt: true },
  });
  const until = found?.endsAt ? ` until ${formatMinute(found.endsAt.toISOString())}` : "";
  const reason = found ? ` The reason: ${found.reason}` : "";
  return `Your account is suspended${until}: you can read, but not write.${reason}`;
}
