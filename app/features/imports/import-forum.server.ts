/** Takes another forum over, topic by topic. Run twice it changes nothing; broken off, the next run goes on where it stopped. */
import { findTags } from "~/features/tags/tags.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { withSessionLock } from "~/platform/locks.server";
import type { Category } from "./discourse";
import { type ForumThere, Unreadable } from "./forum-there";
import { importTopic } from "./import-topic.server";
import { mendAll } from "./mend.server";
import { distinct, isReported, type Note, readNotes } from "./note";
import { makeMember } from "./placeholders.server";
import { listOrigins } from "./references.server";
import type { Run } from "./run";
import { noCounts, RunCounts } from "./run-counts";
import { type OwnerTable, TableFault, type TagTable } from "./tables";
import { bareHost } from "./translate";

type ImportGiven = {
  there: ForumThere;
  tags: TagTable;
  owners: OwnerTable;
  formerHosts: string[];
  ownOrigin: string;
  /** Topics by their ids there; all of them unless told. */
  only?: number[] | undefined;
  /** Reads all topics again, also those that a run that was broken off has read. */
  again?: boolean | undefined;
  tell?: (words: string) => void;
};

export type ImportReport = {
  runId: number;
  originId: number;
  host: string;
  counts: RunCounts;
  /** What concerns no post. */
  notes: Note[];
  /** Topics that could not be read now. */
  failed: number;
};

/** Null while another import runs. Throws `TableFault` before anything is written. */
export const importForum = (given: ImportGiven): Promise<ImportReport | null> =>
  withSessionLock("imports", { wait: false }, () => run(given));

async function run({
  there,
  tags,
  owners,
  formerHosts,
  ownOrigin,
  only,
  again = false,
  tell = () => {},
}: ImportGiven): Promise<ImportReport> {
  const bySlug = await checkTags(tags);
  // Before anything is written: what answers otherwise is no forum.
  const categories = await there.readCategories();
  const topics = only ?? (await there.listTopics());
  const origin = await findOrigin(there.address);
  const terms = termsOf(tags, bySlug, categories);
  await keepTerms(origin.id, terms);
  const begun = await beginRun(origin.id, there.from, again);
  const notes: Note[] = [...begun.notes];
  const named = new Map(categories.map(({ id, name }) => [String(id), name]));
  const state: Run = {
    id: begun.id,
    originId: origin.id,
    memberId: origin.memberId,
    there,
    origins: await listOrigins(),
    context: { address: there.address, formerHosts: formerHosts.map(bareHost), ownOrigin },
    terms,
    counts: begun.counts,
    faces: new Set(),
    note: (kind, words) =>
      void notes.push({ kind, words: kind === "category" ? (named.get(words) ?? `number ${words}`) : words }),
  };
  const save = (endedAt: Date | null) =>
    db.importRun.update({
      where: { id: begun.id },
      data: { counts: state.counts, notes: summed(notes), endedAt },
      select: { id: true },
    });

  const visited = begun.isResumed ? await visitedIn(origin.id, begun.id) : new Set<number>();
  let failed = 0;
  for (const [index, id] of topics.entries()) {
    if (visited.has(id)) continue;
    try {
      const topic = await there.readTopic(id);
      if (topic) await importTopic(state, topic);
      else state.note("topic", `topic ${id}: it is there no more, or not public`);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      failed += 1;
      state.note("topic", `topic ${id}: ${error.message}`);
    }
    await save(null);
    if ((index + 1) % 20 === 0) tell(`${index + 1} of ${topics.length} topics`);
  }
  await keepOwners(origin.id, owners, state.note);
  state.counts.mendedPosts += await mendAll(state);
  await save(failed === 0 ? await databaseNow() : null);
  return {
    runId: begun.id,
    originId: origin.id,
    host: bareHost(there.address),
    counts: state.counts,
    notes: summed(notes),
    failed,
  };
}

/** The tags that the table names, by slug. One that is not there stops the import before it begins. */
async function checkTags(table: TagTable): Promise<Map<string, number>> {
  const slugs = [...new Set([...table.values()].flat())];
  const found = await findTags(db, slugs);
  const bySlug = new Map(
    found.flatMap(({ id, slug, askedAs }) => [slug, ...askedAs].map((name) => [name, id] as const)),
  );
  const missing = slugs.filter((slug) => !bySlug.has(slug));
  if (missing.length > 0)
    throw new TableFault(
      `The table names tags that are not there: ${missing.join(", ")}. Make them first, or mend the table.`,
    );
  return bySlug;
}

/** Tags by every name that a topic may have for them. A category is known by its id, its slug and its name. */
function termsOf(table: TagTable, bySlug: Map<string, number>, categories: Category[]): Map<string, number[]> {
  const terms = new Map([...table].map(([name, slugs]) => [name, slugs.map((slug) => bySlug.get(slug)!)]));
  for (const { id, name, slug } of categories) {
    const ids = [String(id), slug.toLowerCase(), name.toLowerCase()]
      .map((one) => terms.get(`category:${one}`))
      .find((one) => one !== undefined);
    if (!ids) continue;
    terms.set(`category:${id}`, ids);
    if (slug) terms.set(`category:${slug.toLowerCase()}`, ids);
  }
  return terms;
}

/** Old addresses of categories and tags lead to the first tag that stands for them. */
async function keepTerms(originId: number, terms: Map<string, number[]>) {
  const rows = [...terms].flatMap(([name, [tagId]]) =>
    tagId === undefined || name.length > 160 ? [] : [{ originId, name, tagId }],
  );
  await inTransaction(async (tx) => {
    await tx.importedTerm.deleteMany({ where: { originId } });
    await tx.importedTerm.createMany({ data: rows });
  });
}

async function findOrigin(address: string): Promise<{ id: number; memberId: number }> {
  const host = bareHost(address);
  const select = { id: true, memberId: true } as const;
  const known = await db.importOrigin.findUnique({ where: { host }, select });
  if (known) return known;
  await makeMember(host, host, async (tx, memberId) => {
    await tx.importOrigin.create({
      data: { host, address, memberId, createdAt: await databaseNow(tx) },
      select: { id: true },
    });
  });
  return db.importOrigin.findUniqueOrThrow({ where: { host }, select });
}

type Begun = { id: number; isResumed: boolean; counts: RunCounts; notes: Note[] };

/** The run that was broken off, else a new one. */
async function beginRun(originId: number, from: string, again: boolean): Promise<Begun> {
  const last = await db.importRun.findFirst({
    where: { originId },
    orderBy: { id: "desc" },
    select: { id: true, endedAt: true, counts: true, notes: true, from: true },
  });
  if (last && last.endedAt === null && last.from === from && !again)
    return {
      id: last.id,
      isResumed: true,
      counts: RunCounts.catch(noCounts()).parse(last.counts),
      notes: readNotes(last.notes).filter(({ kind }) => kind !== "topic"),
    };
  const { id } = await db.importRun.create({
    data: { originId, from: from.slice(0, 300), startedAt: await databaseNow() },
    select: { id: true },
  });
  return { id, isResumed: false, counts: noCounts(), notes: [] };
}

async function visitedIn(originId: number, runId: number): Promise<Set<number>> {
  const rows = await db.importedThread.findMany({ where: { originId, runId }, select: { externalId: true } });
  return new Set(rows.map(({ externalId }) => externalId));
}

/** Who may take over which name: stated anew by each table; a name without posts here has nothing to take over. */
async function keepOwners(originId: number, owners: OwnerTable, note: Run["note"]) {
  for (const [username, claimAddress] of owners) {
    const { count } = await db.importedMember.updateMany({
      where: { originId, username, takenAt: null },
      data: { claimAddress },
    });
    const isKnown = count > 0 || (await db.importedMember.count({ where: { originId, username } })) > 0;
    if (!isKnown) note("name", `@${username}, in the table of owners: nothing here is theirs`);
  }
}

const mostNotes = 2_000;

/** Each line once, in the order in which they came. */
const summed = (notes: Note[]): Note[] => distinct(notes.filter(isReported), mostNotes);
