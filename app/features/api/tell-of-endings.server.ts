import { inTransaction, type Tx } from "~/platform/db.server";
import { daysOfWarning, endingInWords } from "./key-ending";

type Told = { memberId: number; keyId: number; words: string; hasEnded: boolean };
/** Tells a key's owner; repeated for the same key and end, it tells nobody again. */
export type TellOfKey = (tx: Tx, told: Told) => Promise<void>;

const day = 24 * 3_600_000;
/** A worker that stood still for so long tells late; older ends are past mending. */
const lateBy = 30 * day;

/** Tells owners of keys that end within two weeks, if they are in use, and of those that ended and took webhooks along. */
export async function tellOfEndings(now: Date, tell: TellOfKey) {
  await inTransaction(async (tx) => {
    const keys = await tx.apiKey.findMany({
      where: {
        expiresAt: { gt: new Date(now.getTime() - lateBy), lte: new Date(now.getTime() + daysOfWarning * day) },
        member: { deletedAt: null },
      },
      orderBy: { id: "asc" },
      select: {
        id: true,
        memberId: true,
        name: true,
        expiresAt: true,
        lastUsedAt: true,
        webhooks: { orderBy: { id: "asc" }, select: { address: true } },
      },
    });
    for (const { id: keyId, memberId, name, expiresAt, lastUsedAt, webhooks } of keys) {
      const hasEnded = expiresAt <= now;
      if (webhooks.length === 0 && (hasEnded || lastUsedAt === null)) continue;
      const hosts = [...new Set(webhooks.map(({ address }) => new URL(address).host))];
      const words = endingInWords({ name, expiresAt: expiresAt.toISOString(), hosts, hasEnded });
      await tell(tx, { memberId, keyId, words, hasEnded });
    }
  });
}
