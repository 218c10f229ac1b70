/** What known sources learn from the words and references of those who cite them later. */
import type { Prisma, Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import type { Found, Wanted } from "./find-sources.server";
import { tidyHost } from "./canonical-address";
import { fromWords, isSaid, type Origin } from "./describe-source";
import { identityKey } from "./identity";
import { lockSources } from "./lock-sources.server";
import { CslItem, storedItem } from "./references/csl";
import { fieldsOf, kindOf, knownBetter, withoutSiteName } from "./with-reference";

/** Who cites: a member, in a post or beside one. */
export type Citer = { id: number; postId?: number };

/** The origins of a post's own words name the post, so that they can be withheld with it. */
export const saidIn = (postId: number | undefined, origins: Record<string, Origin>): Record<string, Origin> =>
  Object.fromEntries(
    Object.entries(origins).map(([field, origin]) => [
      field,
      isSaid(origin) && postId ? { ...origin, postId } : origin,
    ]),
  );

/** The columns for an address. */
export const addressColumns = (url: string | null) => ({ url, host: url ? tidyHost(new URL(url).hostname) : "" });

type Learning = { known: Map<string, Found>; by: Citer | null; alsoChanges: () => Promise<number[]> };

const learned = {
  id: true,
  kind: true,
  csl: true,
  fieldOrigin: true,
  lockedFields: true,
  url: true,
  identifiers: { where: { scheme: { not: "citekey" } }, select: { scheme: true, value: true } },
} satisfies Prisma.SourceSelect;
type Row = Prisma.SourceGetPayload<{ select: typeof learned }>;

/**
 * A source known only by its address takes the title of the first words about it. The fields of a reference fill those that
 * are empty, or that an identifier or address gave; what a person has set stays.
 */
export async function learnOfSources(tx: Tx, wanted: Wanted[], { known, by, alsoChanges }: Learning) {
  const saying = wanted.filter(({ given, reference }) => given.title || given.words || reference);
  if (saying.length === 0) return;
  const byId = new Map<number, Wanted[]>();
  for (const one of saying) {
    const id = known.get(identityKey(one.identity))?.id;
    if (id) byId.set(id, [...(byId.get(id) ?? []), one]);
  }
  const where = { id: { in: [...byId.keys()] } };
  const learns = (row: Row) =>
    (byId.get(row.id) ?? []).reduce((change, one) => learn(row, one, by, change), nothing(row));
  const before = await tx.source.findMany({ where, select: learned });
  if (!before.some((row) => learns(row).isChanged)) return;

  await lockSources(tx, [...[...known.values()].flatMap(({ id, rootId }) => [id, rootId]), ...(await alsoChanges())]);
  for (const row of await tx.source.findMany({ where, select: learned, orderBy: { id: "asc" } })) {
    const { isChanged, csl, origins, kind, url } = learns(row);
    if (!isChanged) continue;
    await tx.source.update({
      where: { id: row.id },
      data: {
        kind,
        title: csl.title ?? "",
        csl: csl as Prisma.InputJsonValue,
        fieldOrigin: origins,
        ...(url !== row.url && addressColumns(url)),
      },
    });
    await enqueue(tx, "source.changed", { sourceId: row.id });
  }
}

type Change = {
  isChanged: boolean;
  csl: CslItem;
  origins: Record<string, Origin>;
  kind: Row["kind"];
  url: string | null;
};

const nothing = ({ csl, fieldOrigin, kind, url }: Row): Change => ({
  isChanged: false,
  csl: storedItem(csl),
  origins: fieldOrigin as Record<string, Origin>,
  kind,
  url,
});

function learn(row: Row, { identity, given, reference }: Wanted, by: Citer | null, before: Change): Change {
  const url = before.url ?? identity.url;
  const words = wordsFor(before, given);
  const said = Object.entries(reference ? { ...words, ...Object.fromEntries(fieldsOf(reference)) } : words);
  const fresh = said.filter(([field]) => mayFill(row, before, field, reference !== null));
  if (fresh.length === 0) return url === before.url ? before : { ...before, url, isChanged: true };
  const from: Origin = reference ? { from: "reference" } : { from: "writer", ...(by && { byId: by.id }) };
  const filled = {
    csl: CslItem.parse({ ...before.csl, ...Object.fromEntries(fresh) }),
    origins: { ...before.origins, ...saidIn(by?.postId, Object.fromEntries(fresh.map(([field]) => [field, from]))) },
  };
  const { csl, fieldOrigin } = reference
    ? withoutSiteName({ csl: filled.csl, fieldOrigin: filled.origins }, reference)
    : { csl: filled.csl, fieldOrigin: filled.origins };
  const first = row.identifiers.find(({ scheme }) => scheme === "url") ?? row.identifiers[0];
  const isTyped = reference && fresh.some(([field]) => field === "type");
  const kind = isTyped && first ? kindOf(before.kind, first as Pick<typeof identity, "scheme">, csl) : before.kind;
  return { isChanged: true, csl, origins: fieldOrigin, kind, url };
}

/** The author's own words count only while a source has no title. */
function wordsFor({ csl, origins }: Change, given: Wanted["given"]): Partial<CslItem> {
  if (origins["title"]?.from !== "address" || !(given.title || given.words)) return {};
  return fromWords(given, csl["container-title"] ?? csl.publisher);
}

function mayFill(row: Row, { csl, origins }: Change, field: string, isReference: boolean): boolean {
  if (row.lockedFields.includes(field)) return false;
  if (row.identifiers.some(({ scheme }) => knownBetter(scheme, field))) return false;
  const from = origins[field]?.from;
  if (field === "type") return isReference && from === undefined;
  if (csl[field as keyof CslItem] === undefined) return true;
  return from === "address" || from === "identifier";
}
