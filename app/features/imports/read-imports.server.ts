/** What was taken over, as profiles and administrators see it. */
import { db } from "~/platform/db.server";
import { isHeld } from "~/platform/locks.server";
import { countWords, isReported, lineOf, type Note, readNotes } from "./note";
import { countsInWords, noCounts, RunCounts } from "./run-counts";

/** Of a member: from where their posts came. `isPlaceholder`: nobody has taken them over. */
export async function findImportedProfile(memberId: number) {
  const rows = await db.importedMember.findMany({
    where: { memberId },
    orderBy: [{ originId: "asc" }, { username: "asc" }],
    select: {
      username: true,
      importedAt: true,
      takenAt: true,
      placeholderId: true,
      origin: { select: { host: true } },
    },
  });
  return rows.map(({ username, importedAt, takenAt, placeholderId, origin }) => ({
    username,
    host: origin.host,
    importedAt: importedAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    isPlaceholder: placeholderId === memberId && takenAt === null,
  }));
}

const mostRuns = 5;
const mostLines = 40;

/** The forums that were taken over, the newest first, each with its newest runs and what could not be resolved. */
export async function listImports() {
  const isRunning = await isHeld(db, "imports");
  const [newest] = await db.importRun.findMany({ orderBy: { id: "desc" }, take: 1, select: { id: true } });
  const origins = await db.importOrigin.findMany({
    orderBy: { id: "desc" },
    select: {
      id: true,
      host: true,
      address: true,
      createdAt: true,
      _count: { select: { threads: true, posts: true, members: true, uploads: true } },
      runs: { orderBy: { id: "desc" }, take: mostRuns },
    },
  });
  return Promise.all(
    origins.map(async ({ _count: counts, createdAt, runs, ...origin }) => ({
      ...origin,
      createdAt: createdAt.toISOString(),
      counts,
      unresolved: await countNotes(origin.id),
      runs: runs.map((run) => ({
        id: run.id,
        isRunning: isRunning && run.endedAt === null && run.id === newest?.id,
        startedAt: run.startedAt.toISOString(),
        endedAt: run.endedAt?.toISOString() ?? null,
        from: run.from,
        did: countsInWords(RunCounts.catch(noCounts()).parse(run.counts)),
        ...linesOf(readNotes(run.notes).filter(isReported)),
      })),
    })),
  );
}

/** The first lines of a report, and how many there are. */
const linesOf = (notes: Note[]) => ({
  lineCount: notes.length,
  lines: notes.slice(0, mostLines).map(lineOf),
});

/** How often each kind of line stands in the report about posts. */
async function countNotes(originId: number): Promise<{ words: string; count: number }[]> {
  const rows = await db.$queryRaw<{ kind: string; count: number }[]>`
    select n ->> 'kind' as kind, count(*)::int as count
    from "ImportedPost" p cross join lateral jsonb_array_elements(p."notes") n
    where p."originId" = ${originId} group by 1 order by 2 desc`;
  return rows.flatMap(({ kind, count }) => {
    const [note] = readNotes([{ kind, words: "" }]);
    return note && isReported(note) ? [{ words: countWords[note.kind], count }] : [];
  });
}

const mostPlaceholders = 50;

/** Placeholders that nobody has taken over, those with most posts first; by the beginning of a name there or here. */
export async function listPlaceholders(word: string) {
  const beginning = word.trim().replace(/^@/, "");
  const rows = await db.importedMember.findMany({
    where: {
      takenAt: null,
      ...(beginning !== "" && {
        OR: [
          { username: { startsWith: beginning.toLowerCase() } },
          { shownName: { startsWith: beginning, mode: "insensitive" as const } },
          { member: { handle: { startsWith: beginning.toLowerCase() } } },
        ],
      }),
    },
    orderBy: [{ placeholder: { postCount: "desc" } }, { username: "asc" }],
    take: mostPlaceholders + 1,
    select: {
      username: true,
      shownName: true,
      claimAddress: true,
      placeholderId: true,
      origin: { select: { host: true } },
      placeholder: { select: { handle: true, postCount: true } },
    },
  });
  return {
    isCut: rows.length > mostPlaceholders,
    placeholders: rows.slice(0, mostPlaceholders).map(({ origin, placeholder, claimAddress, ...row }) => ({
      ...row,
      host: origin.host,
      handle: placeholder.handle,
      postCount: placeholder.postCount,
      isInTable: claimAddress !== null,
    })),
  };
}
