import { isDeepStrictEqual } from "node:util";
import { databaseNow, db, inTransaction, Prisma, type Tx } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import { bytesOfOwnPost } from "~/features/posts/posts.server";
import { type Draft, Fields, isEmpty, lengthOf, maxDraftLength, maxDrafts, readPlace, type Saved } from "./draft";

type Given = { memberId: number; place: string; fields: Fields | null; version: number };

const select = { place: true, fields: true, version: true, updatedAt: true } as const;
type Row = { place: string; fields: unknown; version: number; updatedAt: Date };

const toDraft = ({ fields, updatedAt, ...row }: Row): Draft => ({
  ...row,
  fields: Fields.catch({}).parse(fields),
  updatedAt: updatedAt.toISOString(),
});

/**
 * Saves a text over the version that it began from, 0 for none. A save that comes too late returns the current draft.
 */
export async function saveDraft({ memberId, place, fields, version }: Given): Promise<Saved> {
  if (!fields || !(await isShortEnough(memberId, place, fields))) return { ok: false, reason: "too-long" };
  const now = await databaseNow();
  if (version === 0) {
    if (isEmpty(fields)) return { ok: true, version: 0, updatedAt: now.toISOString() };
    return (
      (await inTransaction((tx) => addDraft(tx, { memberId, place, fields }, now))) ?? late({ memberId, place, fields })
    );
  }
  const where = { memberId, place, version };
  const { count } = isEmpty(fields)
    ? await db.draft.deleteMany({ where })
    : await db.draft.updateMany({ where, data: { fields, version: version + 1, updatedAt: now } });
  if (count === 0) return late({ memberId, place, fields });
  return { ok: true, version: isEmpty(fields) ? 0 : version + 1, updatedAt: now.toISOString() };
}

/** A draft holds what a post holds; that of an edit as much as the post has already. */
async function isShortEnough(memberId: number, given: string, fields: Fields): Promise<boolean> {
  const length = lengthOf(fields);
  if (length <= maxDraftLength()) return true;
  const place = readPlace(given);
  return place?.kind === "edit" && length <= maxDraftLength(await bytesOfOwnPost(place.id, memberId));
}

/** Adds the first version of a draft; null if there is one for this place already. */
async function addDraft(tx: Tx, row: { memberId: number; place: string; fields: Fields }, now: Date) {
  // Two saves of one member count one after the other, so that they don't both take the last place.
  await tx.$queryRaw`select 1 from "Member" where id = ${row.memberId} for no key update`;
  const drafts = await tx.draft.count({ where: { memberId: row.memberId } });
  if (drafts >= maxDrafts) return { ok: false, reason: "too-many" } as const;
  const { count } = await tx.draft.createMany({ data: [{ ...row, updatedAt: now }], skipDuplicates: true });
  return count === 1 ? ({ ok: true, version: 1, updatedAt: now.toISOString() } as const) : null;
}

/** A save over a version that is no longer the newest. One that was sent before, and whose answer was lost, is no conflict. */
async function late({ memberId, place, fields }: { memberId: number; place: string; fields: Fields }): Promise<Saved> {
  const theirs = await findDraft(memberId, place);
  if (!theirs && isEmpty(fields)) return { ok: true, version: 0, updatedAt: (await databaseNow()).toISOString() };
  if (theirs && isDeepStrictEqual(theirs.fields, fields))
    return { ok: true, version: theirs.version, updatedAt: theirs.updatedAt };
  return { ok: false, reason: "conflict", theirs };
}

/** A member's draft for this place, or null. */
export async function findDraft(memberId: number, place: string): Promise<Draft | null> {
  const [row] = await readTogether<Omit<Row, "updatedAt"> & { updatedAt: string }>(Prisma.sql`
    select "place", "fields", "version", "updatedAt" from "Draft"
    where "memberId" = ${memberId} and "place" = ${place}`);
  return row ? toDraft({ ...row, updatedAt: new Date(row.updatedAt) }) : null;
}

/** A member's drafts, most recently changed first. */
export async function listDrafts(memberId: number): Promise<Draft[]> {
  const rows = await db.draft.findMany({
    where: { memberId },
    orderBy: { updatedAt: "desc" },
    take: maxDrafts,
    select,
  });
  return rows.map(toDraft);
}

/** Deletes a draft, also after its text was posted. */
export async function deleteDraft(memberId: number, place: string) {
  await db.$executeRaw(deletionOfDraft(memberId, place));
}

/** The statement that does so in the transaction of the post, for `writeTogether`. */
export const deletionOfDraft = (memberId: number, place: string) =>
  Prisma.sql`delete from "Draft" where "memberId" = ${memberId} and "place" = ${place} returning 1`;
