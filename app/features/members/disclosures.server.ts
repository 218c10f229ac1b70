/** Interests that members declare, once for each tag. */
import { databaseNow, db } from "~/platform/db.server";
import type { Disclosure } from "./member";

/** By member, what they declare for any of these tags or for what these belong to (a chain's stack), the oldest first. */
export async function listDisclosures(memberIds: number[], tagIds: number[]): Promise<Map<number, Disclosure[]>> {
  if (memberIds.length === 0 || tagIds.length === 0) return new Map();
  const rows = await db.disclosure.findMany({
    where: {
      memberId: { in: memberIds },
      OR: [{ tagId: { in: tagIds } }, { tag: { children: { some: { id: { in: tagIds } } } } }],
    },
    orderBy: [{ since: "asc" }, { tagId: "asc" }],
    select: { memberId: true, text: true, since: true },
  });
  const declared = new Map<number, Disclosure[]>();
  for (const { memberId, text, since } of rows) {
    const known = declared.get(memberId) ?? [];
    // The same words for two tags of one thread are one interest.
    if (!known.some((disclosure) => disclosure.text === text))
      declared.set(memberId, [...known, { text, since: since.toISOString() }]);
  }
  return declared;
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
