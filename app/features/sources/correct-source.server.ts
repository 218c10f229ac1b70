import type { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { databaseNow, inTransaction, type Prisma, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { authorsInWords, CslItem, dateInWords, dateOf, readDate, readName, storedItem } from "./references/csl";
import { type CslName, familyOf } from "./references/csl-names";
import { lockSources } from "./lock-sources.server";
import type { SourceForm } from "./source-form";

type Correction = z.output<typeof SourceForm>;
type Corrected = { ok: true } | { ok: false; reason: "no-such-source" | "edit-conflict" };
export type SourceChange = { field: string; before: string; after: string };

/**
 * Corrects a source's metadata. The change is recorded in its history, and only another person changes these fields
 * again.
 */
export async function correctSource({
  id,
  by,
  form,
}: {
  id: number;
  by: Member;
  form: Correction;
}): Promise<Corrected> {
  return inTransaction(async (tx) => {
    await lockSources(tx, [id]);
    const source = await tx.source.findUnique({
      where: { id },
      include: { revisions: { orderBy: { id: "desc" }, take: 1 } },
    });
    if (!source || source.mergedIntoId !== null) return { ok: false, reason: "no-such-source" };

    const before = storedItem(source.csl);
    const after = apply(before, form);
    const changes = [
      ...changesOf(before, after),
      change("kind", source.kind, form.kind),
      change("status", source.status, form.status),
      change("archived copy", source.archivedUrl ?? "", form.archivedUrl),
    ].filter((one) => one !== null);
    // Also when it was sent before, and its answer was lost.
    if (changes.length === 0) return { ok: true };
    if ((source.revisions[0]?.id ?? 0) !== form.revision) return { ok: false, reason: "edit-conflict" };

    const now = await databaseNow(tx);
    const fields = changes.flatMap(({ field }) => cslFields[field] ?? []);
    await tx.source.update({
      where: { id },
      data: {
        kind: form.kind,
        csl: after as Prisma.InputJsonValue,
        title: after.title!,
        archivedUrl: form.archivedUrl || null,
        ...(source.status !== form.status && { status: form.status, statusSince: now }),
        lockedFields: [...new Set([...source.lockedFields, ...fields])],
        fieldOrigin: {
          ...(source.fieldOrigin as Prisma.JsonObject),
          ...Object.fromEntries(
            fields.map((field) => [field, { from: "correction", byId: by.id, at: now.toISOString() }]),
          ),
        },
      },
    });
    const revision = await noteRevision(tx, { sourceId: id, byId: by.id, at: now, reason: form.reason, changes });
    if (source.status !== form.status) await tellIfBad(tx, id, revision.id);
    return { ok: true };
  });
}

/** Has members who cite this source told of it, where it is dead or retracted since this revision. */
export async function tellIfBad(tx: Tx, sourceId: number, revisionId: number) {
  const isBad = await tx.source.count({ where: { id: sourceId, status: { in: ["dead", "retracted"] } } });
  if (isBad > 0) await enqueue(tx, "notices.source", { revisionId, after: 0 });
}

/** Records a change of a source, by nobody where a rule made it, and enqueues an update of the posts that cite it. */
export async function noteRevision(
  tx: Tx,
  {
    changes,
    ...revision
  }: { sourceId: number; byId: number | null; at: Date; reason: string; changes: SourceChange[] },
) {
  const noted = await tx.sourceRevision.create({ data: { ...revision, changes }, select: { id: true } });
  await enqueue(tx, "source.changed", { sourceId: revision.sourceId });
  return noted;
}

const cslFields: Record<string, string[]> = {
  title: ["title"],
  authors: ["author"],
  "published in": ["container-title"],
  publisher: ["publisher"],
  date: ["issued"],
};

function apply(before: CslItem, form: Correction): CslItem {
  const date = readDate(form.issued);
  // A name whose line is unchanged keeps its parts, which the line doesn't show apart.
  const parts = new Map((before.author ?? []).map((name) => [lineOf(name), name]));
  const authors = form.authors.map((line) => parts.get(line) ?? readName(line));
  const { author: _author, issued: _issued, "container-title": _container, publisher: _publisher, ...rest } = before;
  return CslItem.parse({
    ...rest,
    title: form.title,
    ...(authors.length > 0 && { author: authors }),
    ...(date && { issued: { "date-parts": [date] } }),
    ...(form.container && { "container-title": form.container }),
    ...(form.publisher && { publisher: form.publisher }),
  });
}

function changesOf(before: CslItem, after: CslItem) {
  const date = (csl: CslItem) => (dateOf(csl) ? dateInWords(dateOf(csl)!) : "");
  return [
    change("title", before.title ?? "", after.title ?? ""),
    change(
      "authors",
      authorsInWords(before.author),
      authorsInWords(after.author),
      authorLines(before) !== authorLines(after),
    ),
    change("published in", before["container-title"] ?? "", after["container-title"] ?? ""),
    change("publisher", before.publisher ?? "", after.publisher ?? ""),
    change("date", date(before), date(after)),
  ];
}

const change = (field: string, before: string, after: string, differs = before !== after): SourceChange | null =>
  differs ? { field, before, after } : null;

/** One author per line, as in the form: "van Renesse, Robbert" or "Pimentel, Joseph J., Jr.". */
export const authorLines = (csl: CslItem) => (csl.author ?? []).map(lineOf).join("\n");

export const lineOf = (name: CslName) =>
  [familyOf(name), [name.given, name["dropping-particle"]].filter(Boolean).join(" "), name.suffix]
    .filter(Boolean)
    .join(", ");
