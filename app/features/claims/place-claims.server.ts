/** Keeps a post's claims as its current text states them. */
import type { CitationMark, ClaimReference } from "~/features/markdown/markdown";
import { databaseNow, type Prisma, type Tx } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { authorFirstStatuses, isPublic } from "./claim";
import { aboutOf, assertionOf, momentOf, readClaims, seriesOf } from "./read-claims";
import { shorten } from "~/ui/shorten";

type PostOfClaims = {
  postId: number;
  threadId: number;
  authorId: number;
  revision: number;
  at: Date;
  /** It is processed for the first time: its author has just written it. */
  isNew: boolean;
  /** Its row was written in this transaction: it has no claims yet. */
  isJustWritten: boolean;
  /** It was written elsewhere and taken over: its author has had their time there, and nothing about it is news. */
  isImported?: true;
};

/** The citations of a text's claims, as `citationsOfClaims` finds it. */
export type CitedClaims = {
  /** Ids of citations by the claim's place among the post's claims. */
  byOrdinal: ReadonlyMap<number, number[]>;
  /** Whether "Sources:" cites something for the whole post. */
  isWholePost: boolean;
};

/** Which citations are for which claims. `ids` has the citation's id for each mark, 0 where it cites nothing. */
export function citationsOfClaims(marks: CitationMark[], ids: number[]): CitedClaims["byOrdinal"] {
  const byOrdinal = new Map<number, number[]>();
  for (const [index, { claims, isQuoted }] of marks.entries()) {
    const id = ids[index] ?? 0;
    if (id === 0 || isQuoted) continue;
    for (const ordinal of claims) byOrdinal.set(ordinal, [...(byOrdinal.get(ordinal) ?? []), id]);
  }
  return byOrdinal;
}

/** A post that is written under a date longer ago than this: its author has had that time to look at it. */
const backdated = 36 * 3_600_000;

const mended = new Set<string>([...authorFirstStatuses, "corrected"]);

/** The claims that a post's text before this one stated, in their order. */
const findPlaced = (tx: Tx, postId: number) =>
  tx.claim.findMany({
    where: { postId, ordinal: { not: null } },
    select: {
      id: true,
      ordinal: true,
      text: true,
      address: true,
      title: true,
      status: true,
      before: true,
      heading: true,
      assertion: true,
      correctedFrom: true,
      troubledAt: true,
      confirmedAt: true,
      isSourced: true,
      citationIds: true,
    },
    orderBy: { ordinal: "asc" },
  });

/**
 * Writes the claims of a post's current revision. A claim whose words and binding are as before keeps its row; one about the
 * same thing with another number keeps its row too, and is "corrected" when the old number was off. The others are closed.
 * Answers whether the post has or had claims: then its thread is judged again.
 */
export async function placeClaims(
  tx: Tx,
  post: PostOfClaims,
  references: ClaimReference[],
  cited: CitedClaims,
): Promise<boolean> {
  const claims = readClaims(references);
  if (post.isJustWritten && claims.length === 0) return false;
  const before = post.isJustWritten ? [] : await findPlaced(tx, post.postId);
  if (claims.length === 0 && before.length === 0) return false;

  const left = new Set(before);
  const take = (fits: (row: (typeof before)[number]) => boolean) => {
    const row = [...left].find(fits);
    if (row) left.delete(row);
    return row;
  };
  const same = claims.map(({ reference: { text, address, title } }) =>
    take((row) => row.text === text && row.address === address && row.title === title),
  );
  const matched = claims.map((claim, index) => {
    const about = aboutOf(claim.address);
    return same[index] ?? take((row) => row.assertion.startsWith(`${about} `));
  });

  const now = await databaseNow(tx);
  const isBackdated = post.isImported ?? (post.isNew && now.getTime() - post.at.getTime() > backdated);
  const added: NewClaim[] = [];
  // Places are unique in no index, so rows may change places in any order.
  for (const [index, { ordinal, reference, address, quantity }] of claims.entries()) {
    const row = matched[index];
    const citationIds = cited.byOrdinal.get(ordinal) ?? [];
    const context = {
      before: reference.before,
      after: reference.after,
      heading: reference.column,
      ordinal,
      citationIds,
      isSourced: citationIds.length > 0 || cited.isWholePost,
    };
    if (row && row === same[index]) {
      const isSame =
        row.ordinal === ordinal &&
        row.before === context.before &&
        row.heading === context.heading &&
        row.isSourced === context.isSourced &&
        row.citationIds.join() === citationIds.join();
      if (!isSame) await tx.claim.update({ where: { id: row.id }, data: context });
      continue;
    }
    const series = seriesOf(address);
    const stated = {
      ...context,
      text: reference.text,
      address: reference.address,
      title: reference.title,
      binding: address.binding.kind,
      subject: series?.subject ?? "",
      metricId: series?.metric ?? "",
      assertion: assertionOf({ address, quantity }),
      statedAt: post.at,
      asOf: momentOf(address, post.at),
      status: "unchecked",
      factor: null,
      points: null,
      verdict: {},
      checkedAt: null,
      pendingStatus: "",
      publicStatus: "unchecked",
      publicVerdict: {},
      publicCheckedAt: null,
    };
    if (!row) {
      added.push(stated);
      continue;
    }
    // Back to what was corrected is no correction.
    const isUndone = row.correctedFrom === reference.text;
    const isCorrection = mended.has(row.status) && !isUndone;
    await tx.claimSnapshot.deleteMany({ where: { claimId: row.id } });
    // A check that only the author has seen does not become public.
    if (!isPublic(row.troubledAt, row.confirmedAt, now))
      await tx.claimCheck.deleteMany({
        where: { claimId: row.id, status: { in: [...authorFirstStatuses] }, at: { gte: row.troubledAt! } },
      });
    await tx.claimCheck.create({
      data: {
        claimId: row.id,
        at: post.at,
        status: isCorrection ? "corrected" : "unchecked",
        says: `Its author changed “${shorten(row.text, 270)}” to “${shorten(reference.text, 270)}”.`,
      },
    });
    await tx.claim.update({
      where: { id: row.id },
      data: {
        ...stated,
        isBackdated: post.isImported ?? false,
        troubledAt: null,
        confirmedAt: null,
        ...(isCorrection && { correctedFrom: row.text, correctedAt: post.at }),
        ...(isUndone && { correctedFrom: "", correctedAt: null }),
      },
    });
  }
  if (added.length > 0) await addClaims(tx, { ...post, isBackdated }, added);
  if (left.size > 0)
    await tx.claim.updateMany({
      where: { id: { in: [...left].map(({ id }) => id) } },
      data: { ordinal: null, closedRevision: post.revision },
    });
  return true;
}

/** What a new row says; the rest is as the table has it for a claim that nobody has checked. */
type NewClaim = {
  ordinal: number;
  text: string;
  before: string;
  after: string;
  heading: string;
  address: string;
  title: string;
  binding: Prisma.ClaimCreateManyInput["binding"];
  subject: string;
  metricId: string;
  assertion: string;
  statedAt: Date;
  asOf: Date;
  citationIds: number[];
  isSourced: boolean;
};

/** Adds all rows in one statement whose text is always the same: writing one for fifty rows costs more than running it. */
async function addClaims(
  tx: Tx,
  { postId, threadId, authorId, revision, isBackdated }: PostOfClaims & { isBackdated: boolean },
  claims: NewClaim[],
) {
  await tx.$executeRaw`
    insert into "Claim" (
      "postId", "threadId", "authorId", "firstRevision", "isBackdated", "ordinal", "text", "before", "after", "heading", "address",
      "title", "binding", "subject", "metricId", "assertion", "statedAt", "asOf", "citationIds", "isSourced")
    select ${postId}::int, ${threadId}::int, ${authorId}::int, ${revision}::int, ${isBackdated}::boolean, n."ordinal", n."text",
      n."before", n."after", n."heading", n."address", n."title", n."binding"::"ClaimBinding", n."subject", n."metricId",
      n."assertion", n."statedAt", n."asOf", n."citationIds", n."isSourced"
    from json_to_recordset(${JSON.stringify(claims)}::json) as n(
      "ordinal" int, "text" text, "before" text, "after" text, "heading" text, "address" text, "title" text, "binding" text,
      "subject" text, "metricId" text, "assertion" text, "statedAt" timestamptz, "asOf" timestamptz, "citationIds" int[],
      "isSourced" boolean)
    order by n."ordinal"`;
}

/** The claims that these posts state now, by post, for a quote of one of them. */
export async function listQuotableClaims(tx: Tx, postIds: number[]) {
  const rows = await tx.claim.findMany({
    where: { postId: { in: postIds }, ordinal: { not: null } },
    select: { id: true, postId: true, text: true, before: true },
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    take: 2_000,
  });
  return groupBy(rows, ({ postId }) => postId);
}

/** The texts of claims before their author corrected them, by post. */
export async function listCorrectedTexts(tx: Tx, postIds: number[]): Promise<Map<number, string[]>> {
  const texts = new Map<number, string[]>();
  if (postIds.length === 0) return texts;
  const rows = await tx.claim.findMany({
    where: { postId: { in: postIds }, correctedAt: { not: null } },
    select: { postId: true, correctedFrom: true },
    orderBy: { id: "asc" },
    take: 1_000,
  });
  for (const { postId, correctedFrom } of rows) texts.set(postId, [...(texts.get(postId) ?? []), correctedFrom]);
  return texts;
}
