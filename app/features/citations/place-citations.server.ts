/** Writes the citations of a post's current revision. Idempotent: unchanged citations keep their ids. */
import type { CitationMark, ParsedCitations } from "~/features/markdown/markdown";
import { findRoots } from "~/features/sources/sources.server";
import type { Prisma, Tx } from "~/platform/db.server";
import type { FoundTarget } from "./find-targets.server";
import { matchCitations } from "./match-citations";
import { recountSources } from "./recount-sources.server";
import { startOf } from "~/ui/shorten";

export type CitingPost = {
  id: number;
  threadId: number;
  authorId: number;
  revision: number;
  at: Date;
  /** Its row was written in this transaction: it has no citations yet. */
  isJustWritten: boolean;
};

/** One use of a source, ready to be a row. */
type Use = Required<
  Omit<Prisma.CitationCreateManyInput, "id" | "postId" | "threadId" | "authorId" | "revision" | "createdAt">
> & {
  mark: number | null;
};

/** A use as it is stored. */
export type PlacedUse = Use & { id: number };

/** Returns the citation id for each mark (0 if it cites nothing), and all uses that are stored, in the order of the text. */
export async function placeCitations(
  tx: Tx,
  post: CitingPost,
  { marks, mentions }: ParsedCitations,
  targets: FoundTarget[],
): Promise<{ citations: number[]; uses: PlacedUse[] }> {
  const old = post.isJustWritten
    ? []
    : await tx.citation.findMany({ where: { postId: post.id }, orderBy: { ordinal: "asc" } });
  const fresh: Use[] = [...usesOf(marks, targets), ...(await placeMentions(tx, post, mentions))].map(
    (use, ordinal) => ({
      ...use,
      ordinal,
    }),
  );
  const matched = matchCitations(
    old,
    fresh as (Use & { kind: string; isQuoted: boolean; locator: string; before: string; after: string })[],
  );

  const kept = fresh.flatMap((use, index) => (matched[index] ? [{ use, row: matched[index] }] : []));
  const gone = old.filter((row) => !matched.includes(row));
  const added = fresh.filter((_, index) => !matched[index]);
  if (gone.length > 0) await tx.citation.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  await noteChanges(tx, post, kept);
  await moveKept(tx, post.revision, kept);
  const rows = await addUses(tx, post, added);

  const ids = new Map(
    [...rows, ...kept.map(({ use, row }) => ({ id: row.id, ordinal: use.ordinal }))].map((row) => [
      row.ordinal,
      row.id,
    ]),
  );
  await recountSources(
    tx,
    [...old, ...fresh].map(({ sourceId }) => sourceId),
  );
  const uses = fresh.map((use) => ({ ...use, id: ids.get(use.ordinal)! }));
  const byMark = new Map(uses.map(({ mark, id }) => [mark, id]));
  return { citations: marks.map((_, index) => byMark.get(index) ?? 0), uses };
}

/** Adds all rows in one statement whose text is always the same: writing one for a hundred rows costs more than running it. */
async function addUses(tx: Tx, { id, threadId, authorId, revision, at }: CitingPost, uses: Use[]) {
  if (uses.length === 0) return [];
  return tx.$queryRaw<{ id: number; ordinal: number }[]>`
    insert into "Citation" (
      "postId", "threadId", "authorId", "revision", "createdAt", "ordinal", "kind", "sourceId", "originalSourceId", "key", "stance",
      "isStanceTyped", "locator", "quote", "remark", "isQuoted", "quotedHandle", "version", "before", "after", "passage")
    select ${id}::int, ${threadId}::int, ${authorId}::int, ${revision}::int, ${at}::timestamptz, n."ordinal", n."kind"::"CitationKind",
      n."sourceId", n."originalSourceId", n."key", n."stance"::"Stance", n."isStanceTyped", n."locator", n."quote", n."remark",
      n."isQuoted", n."quotedHandle", n."version", n."before", n."after", n."passage"
    from json_to_recordset(${JSON.stringify(uses)}::json) as n(
      "ordinal" int, "kind" text, "sourceId" int, "originalSourceId" int, "key" text, "stance" text, "isStanceTyped" boolean,
      "locator" text, "quote" text, "remark" text, "isQuoted" boolean, "quotedHandle" text, "version" text, "before" text,
      "after" text, "passage" text)
    order by n."ordinal"
    returning "id", "ordinal"`;
}

function usesOf(marks: CitationMark[], targets: FoundTarget[]): Use[] {
  return marks.flatMap((mark, index): Use[] => {
    const { found, wanted } = targets[mark.target]!;
    if (!found) return [];
    const identity = wanted?.identity;
    return [
      {
        mark: index,
        ordinal: index,
        kind: mark.kind,
        sourceId: found.rootId,
        originalSourceId: found.id,
        key: keyOf(mark, wanted),
        stance: mark.stance ?? (mark.followsClaim && mark.kind === "ref" ? "supports" : "mentions"),
        isStanceTyped: mark.stance !== null,
        // An address can contain place and words; what the author typed beside it takes precedence.
        locator: mark.locator || (identity?.locator ?? ""),
        quote: mark.quote || (identity?.quote ?? ""),
        remark: mark.remark,
        isQuoted: mark.isQuoted,
        quotedHandle: mark.quotedHandle,
        version: (identity?.version ?? "").slice(0, 40),
        before: mark.before,
        after: mark.after,
        passage: mark.passage,
      },
    ];
  });
}

const keyOf = (mark: CitationMark, wanted: FoundTarget["wanted"]) =>
  startOf(mark.kind === "trailer" && wanted ? wanted.given.title || wanted.given.words : "", 300);

type Kept = { use: Use; row: Prisma.CitationGetPayload<object> };

const watched = ["stance", "quote", "locator"] as const;

/** Records what an edit changed in a kept citation; its reviews no longer count. */
async function noteChanges(tx: Tx, post: CitingPost, kept: Kept[]) {
  const changes = kept
    .filter(({ row }) => row.revision !== post.revision)
    .flatMap(({ use, row }) =>
      watched
        .filter((field) => row[field] !== use[field])
        .map((field) => ({
          citationId: row.id,
          change: {
            postId: post.id,
            revision: post.revision,
            sourceId: use.sourceId,
            field,
            before: row[field],
            after: String(use[field]),
          },
        })),
    );
  if (changes.length === 0) return;
  await tx.citationChange.createMany({ data: changes.map(({ change }) => change) });
  await tx.citationReview.updateMany({
    where: { citationId: { in: changes.map(({ citationId }) => citationId) } },
    data: { isOutdated: true },
  });
}

/** One statement for all kept citations, because a word added at the top moves every offset. */
async function moveKept(tx: Tx, revision: number, kept: Kept[]) {
  if (kept.length === 0) return;
  const rows = JSON.stringify(
    kept.map(({ use: { mark: _mark, ...use }, row }) => ({
      ...use,
      id: row.id,
      // It keeps its first source, as long as that resolves to the same source.
      originalSourceId: row.sourceId === use.sourceId ? row.originalSourceId : use.originalSourceId,
    })),
  );
  await tx.$executeRaw`
    update "Citation" c set
      "revision" = ${revision}, "ordinal" = n."ordinal", "sourceId" = n."sourceId", "originalSourceId" = n."originalSourceId",
      "key" = n."key", "stance" = n."stance"::"Stance", "isStanceTyped" = n."isStanceTyped", "locator" = n."locator",
      "quote" = n."quote", "remark" = n."remark", "quotedHandle" = n."quotedHandle", "version" = n."version",
      "before" = n."before", "after" = n."after", "passage" = n."passage"
    from json_to_recordset(${rows}::json) as n(
      "id" int, "ordinal" int, "sourceId" int, "originalSourceId" int, "key" text, "stance" text, "isStanceTyped" boolean,
      "locator" text, "quote" text, "remark" text, "quotedHandle" text, "version" text, "before" text, "after" text, "passage" text)
    where c."id" = n."id"`;
}

/** Stores the names under "Sources:" with their sources; resolved ones cite their source for the whole post. */
async function placeMentions(tx: Tx, post: CitingPost, texts: string[]): Promise<Use[]> {
  const old = post.isJustWritten
    ? []
    : await tx.sourceMention.findMany({ where: { postId: post.id }, orderBy: { ordinal: "asc" } });
  const gone = old.filter(({ text }) => !texts.includes(text));
  if (gone.length > 0) await tx.sourceMention.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  const fresh = texts.flatMap((text, ordinal) =>
    old.some((row) => row.text === text) ? [] : [{ postId: post.id, threadId: post.threadId, text, ordinal }],
  );
  if (fresh.length > 0) await tx.sourceMention.createMany({ data: fresh });
  for (const row of old) {
    const ordinal = texts.indexOf(row.text);
    if (ordinal !== -1 && ordinal !== row.ordinal)
      await tx.sourceMention.update({ where: { id: row.id }, data: { ordinal } });
  }

  const resolved = old.filter(({ sourceId, text }) => sourceId !== null && texts.includes(text));
  if (resolved.length === 0) return [];
  const sources = await tx.source.findMany({
    where: { id: { in: resolved.map(({ sourceId }) => sourceId!) } },
    select: { id: true, mergedIntoId: true },
  });
  const roots = await findRoots(tx, sources);
  return resolved.map(({ text, sourceId }): Use => ({
    mark: null,
    ordinal: 0,
    kind: "trailer",
    sourceId: roots.get(sourceId!)!,
    originalSourceId: sourceId!,
    key: text,
    stance: "mentions",
    isStanceTyped: false,
    locator: "",
    quote: "",
    // It keeps the author's words.
    remark: text,
    isQuoted: false,
    quotedHandle: "",
    version: "",
    before: "",
    after: "",
    passage: "",
  }));
}
