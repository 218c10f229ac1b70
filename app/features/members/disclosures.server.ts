/** Interests that members declare, one per tag. */
import { databaseNow, db, type Prisma, type Tx } from "~/platform/db.server";
import type { Disclosure } from "./member";

/**
 * The part of a query that includes members' disclosures for these tags or their ancestors (a chain's stack), oldest
 * first.
 */
export const disclosuresFor = (tagIds: number[]) =>
  ({
    where: { OR: [{ tagId: { in: tagIds } }, { tag: { children: { some: { id: { in: tagIds } } } } }] },
    orderBy: [{ since: "asc" }, { tagId: "asc" }],
    select: { text: true, since: true },
  }) satisfies Prisma.Member$disclosuresArgs;

/**
 * For each of these authors under these tags, in their order, what they disclose for the tags or their ancestors, each text once,
 * oldest first. One query for all.
 */
export async function readDisclosuresOf(given: { authorId: number; tagIds: number[] }[]): Promise<Disclosure[][]> {
  const tagIds = given.flatMap((one) => one.tagIds);
  const below = { children: { where: { id: { in: tagIds } }, select: { id: true } } };
  const { where, orderBy, select } = disclosuresFor(tagIds);
  const rows = await db.disclosure.findMany({
    where: { ...where, memberId: { in: given.map(({ authorId }) => authorId) } },
    orderBy,
    select: { ...select, memberId: true, tagId: true, tag: { select: below } },
  });
  return given.map(({ authorId, tagIds: own }) =>
    distinctDisclosures(
      rows.filter(
        ({ memberId, tagId, tag }) =>
          memberId === authorId && (own.includes(tagId) || tag.children.some(({ id }) => own.includes(id))),
      ),
    ),
  );
}

/** Disclosures for display; the same text for two tags of a thread is shown once. */
export function distinctDisclosures(rows: { text: string; since: Date }[]): Disclosure[] {
  const byText = new Map(rows.toReversed().map(({ text, since }) => [text, { text, since: since.toISOString() }]));
  return [...byText.values()].toReversed();
}

/** Everything a member has declared, with the tag's id. */
export async function listDisclosuresOf(memberId: number): Promise<(Disclosure & { tagId: number })[]> {
  const rows = await db.disclosure.findMany({ where: { memberId }, orderBy: { since: "asc" }, take: 100 });
  return rows.map(({ tagId, text, since }) => ({ tagId, text, since: since.toISOString() }));
}

/** Sets a disclosure for a tag; an empty text removes it. A changed text gets a new date. */
export async function disclose(memberId: number, tagId: number, text: string) {
  if (text === "") return void (await db.disclosure.deleteMany({ where: { memberId, tagId } }));
  const since = await databaseNow();
  await db.$executeRaw`
    insert into "Disclosure" as d ("memberId", "tagId", "text", "since") values (${memberId}, ${tagId}, ${text}, ${since})
    on conflict ("memberId", "tagId") do update set "text" = excluded."text", "since" = excluded."since"
    where d."text" <> excluded."text"`;
}

/** Copies disclosures of one tag to another where a member has none there. For merged tags. */
export async function moveDisclosures(tx: Tx, fromTagId: number, toTagId: number) {
  await tx.$executeRaw`insert into "Disclosure" ("memberId", "tagId", "text", "since")
    select "memberId", ${toTagId}, "text", "since" from "Disclosure" where "tagId" = ${fromTagId}
    on conflict do nothing`;
  await tx.disclosure.deleteMany({ where: { tagId: fromTagId } });
}
