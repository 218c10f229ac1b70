/** Interests that members declare, once for each tag. */
import { databaseNow, db, type Prisma, type Tx } from "~/platform/db.server";
import type { Disclosure } from "./member";

/**
 * The part of a query that brings members along with what they declare for any of these tags, or for what these belong
 * to (a chain's stack), the oldest first.
 */
export const disclosuresFor = (tagIds: number[]) =>
  ({
    where: { OR: [{ tagId: { in: tagIds } }, { tag: { children: { some: { id: { in: tagIds } } } } }] },
    orderBy: [{ since: "asc" }, { tagId: "asc" }],
    select: { text: true, since: true },
  }) satisfies Prisma.Member$disclosuresArgs;

/** As they are shown: the same words for two tags of one thread are one interest. */
export function distinctDisclosures(rows: { text: string; since: Date }[]): Disclosure[] {
  const byText = new Map(rows.toReversed().map(({ text, since }) => [text, { text, since: since.toISOString() }]));
  return [...byText.values()].toReversed();
}

/** Everything a member has declared, with the tag's id. */
export async function listDisclosuresOf(memberId: number): Promise<(Disclosure & { tagId: number })[]> {
  const rows = await db.disclosure.findMany({ where: { memberId }, orderBy: { since: "asc" }, take: 100 });
  return rows.map(({ tagId, text, since }) => ({ tagId, text, since: since.toISOString() }));
}

/** Declares an interest for a tag, or takes it back with an empty text. Other words begin anew; the same keep their date. */
export async function disclose(memberId: number, tagId: number, text: string) {
  if (text === "") return void (await db.disclosure.deleteMany({ where: { memberId, tagId } }));
  const since = await databaseNow();
  await db.$executeRaw`
    insert into "Disclosure" as d ("memberId", "tagId", "text", "since") values (${memberId}, ${tagId}, ${text}, ${since})
    on conflict ("memberId", "tagId") do update set "text" = excluded."text", "since" = excluded."since"
    where d."text" <> excluded."text"`;
}

/** What was declared for one tag is declared for another, for whoever declared nothing there. For a tag that goes. */
export async function moveDisclosures(tx: Tx, fromTagId: number, toTagId: number) {
  await tx.$executeRaw`insert into "Disclosure" ("memberId", "tagId", "text", "since")
    select "memberId", ${toTagId}, "text", "since" from "Disclosure" where "tagId" = ${fromTagId}
    on conflict do nothing`;
  await tx.disclosure.deleteMany({ where: { tagId: fromTagId } });
}
