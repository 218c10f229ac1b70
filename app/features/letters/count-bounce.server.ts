import { inTransaction } from "~/platform/db.server";
import { stopIfRefusing } from "./mailing.server";

/** Notes that a letter came back for good, once; three within 14 days stop the address. */
export async function countBounce(letterId: number, said: string) {
  await inTransaction(async (tx) => {
    const back = await tx.letter.updateManyAndReturn({
      where: { id: letterId, state: { in: ["sent", "doubtful"] } },
      data: { state: "bounced", said },
      select: { memberId: true, address: true },
    });
    for (const { memberId, address } of back) await stopIfRefusing(tx, memberId, address);
  });
}
