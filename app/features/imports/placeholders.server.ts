/** Members of another forum, in whose names their posts stand here: without sign-in and without mail, until they take them over. */
import { databaseNow, db, inTransaction, isUniqueViolation, type Tx } from "~/platform/db.server";
import { oneLine } from "~/platform/characters";
import { handleOf, withNumber } from "./handle-of";

type MemberThere = { username: string; name?: string | null | undefined; externalId: number | null };

/** Who writes for this member here; makes a placeholder for one who is new. */
export async function memberFor(originId: number, there: MemberThere): Promise<{ id: number; isNew: boolean }> {
  const username = there.username.toLowerCase();
  const known = await findKnown(originId, username, there.externalId);
  if (known) {
    if (known.username !== username) await rename(originId, known.username, username);
    return { id: known.memberId, isNew: false };
  }
  const shownName = oneLine(there.name || there.username).slice(0, 100) || there.username;
  const id = await makeMember(there.username, shownName, async (tx, memberId) => {
    await tx.importedMember.create({
      data: {
        originId,
        username,
        externalId: there.externalId,
        memberId,
        placeholderId: memberId,
        shownName,
        importedAt: await databaseNow(tx),
      },
      select: { username: true },
    });
  });
  return { id, isNew: true };
}

/** By the id there, which stays when a name changes. */
async function findKnown(originId: number, username: string, externalId: number | null) {
  const select = { username: true, memberId: true, externalId: true } as const;
  const byId =
    externalId === null
      ? null
      : await db.importedMember.findUnique({ where: { originId_externalId: { originId, externalId } }, select });
  if (byId) return byId;
  const byName = await db.importedMember.findUnique({ where: { originId_username: { originId, username } }, select });
  if (!byName || byName.externalId === null || externalId === null) return byName;
  // Another person has the name now: the one who had it is known by the id.
  await rename(originId, username, `${username.slice(0, 45)} ${byName.externalId}`);
  return null;
}

/** A name that changed there: the old one may be somebody else's by now, so that the row follows. */
async function rename(originId: number, from: string, to: string) {
  const isTaken = await db.importedMember.count({ where: { originId, username: to } });
  if (isTaken === 0)
    await db.importedMember.update({
      where: { originId_username: { originId, username: from } },
      data: { username: to },
    });
}

const attempts = 200;

/** Makes a member whose handle is the nearest one that nobody has or had; `also` runs in the same transaction. */
export async function makeMember(
  username: string,
  name: string,
  also: (tx: Tx, memberId: number) => Promise<void>,
): Promise<number> {
  const wanted = handleOf(username);
  for (let number = 1; number <= attempts; number++) {
    const handle = number === 1 ? wanted : withNumber(wanted, number);
    const isTaken =
      (await db.member.count({ where: { handle } })) + (await db.oldHandle.count({ where: { handle } })) > 0;
    if (isTaken) continue;
    try {
      return await inTransaction(async (tx) => {
        const { id } = await tx.member.create({
          data: { handle, name: [...name].slice(0, 60).join("").trim() || handle },
          select: { id: true },
        });
        await also(tx, id);
        return id;
      });
    } catch (error) {
      // Somebody took it in this moment.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new Error(`No handle is free for ${username}.`);
}
