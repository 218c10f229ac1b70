import { z } from "zod";
import { enqueue } from "~/platform/jobs.server";
import type { Prisma, Tx } from "~/platform/db.server";
import { CslItem, tidyText, storedItem } from "./references/csl";
import { describeSource, type EipFacts } from "./describe-source";
import { eip } from "./identifiers";

const text = (longest: number) =>
  z
    .string()
    .optional()
    .transform((value) => tidyText(value ?? "", longest));

const Entry = z.object({
  eip: z.coerce.number().int().min(1).max(999_999),
  title: text(300),
  status: text(30),
  type: text(40),
  category: text(40),
  created: text(10),
  authors: z.array(z.string()).max(50).default([]),
  discussionsTo: text(500),
  requires: z.array(z.coerce.number().int()).max(100).default([]),
});

const List = z.object({ asOf: z.iso.date().optional(), eips: z.array(Entry).max(20_000) });

/** Metadata of these EIPs, by number. */
export async function findEips(tx: Tx, numbers: number[]): Promise<Map<number, EipFacts>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx.eip.findMany({ where: { number: { in: numbers } } });
  return new Map(rows.map((row) => [row.number, row]));
}

/**
 * Imports a list of EIPs. Those without a title have moved elsewhere and are skipped. Updates the sources of these
 * EIPs, except fields that a person set. Returns the number of EIPs read and of cited ones that changed.
 */
export async function importEips(tx: Tx, given: unknown, now: Date): Promise<{ known: number; changed: number }> {
  const list = List.parse(Array.isArray(given) ? { eips: given } : given);
  const asOf = list.asOf ?? now.toISOString().slice(0, 10);
  const rows = list.eips
    .filter(({ title }) => title !== "")
    .map(({ eip: number, authors, ...row }) => ({
      ...row,
      number,
      authors: authors
        .map((author) => tidyText(author.replace(/\s*(?:<[^>]*>|\(@[^)]*\))\s*/g, ""), 120))
        .filter(Boolean),
      asOf,
    }));
  const json = JSON.stringify(rows);
  await tx.$executeRaw`
    insert into "Eip" ("number", "title", "status", "type", "category", "authors", "created", "discussionsTo", "requires", "asOf")
    select n."number", n."title", n."status", n."type", n."category",
      array(select jsonb_array_elements_text(n."authors")), n."created", n."discussionsTo",
      array(select jsonb_array_elements_text(n."requires")::int), n."asOf"
    from jsonb_to_recordset(${json}::jsonb) as n("number" int, "title" text, "status" text, "type" text, "category" text,
      "authors" jsonb, "created" text, "discussionsTo" text, "requires" jsonb, "asOf" text)
    on conflict ("number") do update set "title" = excluded."title", "status" = excluded."status", "type" = excluded."type",
      "category" = excluded."category", "authors" = excluded."authors", "created" = excluded."created",
      "discussionsTo" = excluded."discussionsTo", "requires" = excluded."requires", "asOf" = excluded."asOf"
    where excluded."asOf" >= "Eip"."asOf"`;
  const changed = await tellSources(
    tx,
    rows.map(({ number }) => number),
    asOf,
    now,
  );
  return { known: rows.length, changed };
}

const watched = { title: "title", status: "status", genre: "type" } as const;

/** Updates sources from the list; changes of status or title are recorded in their history. */
async function tellSources(tx: Tx, numbers: number[], asOf: string, now: Date): Promise<number> {
  const cited = await tx.source.findMany({
    where: { kind: "eip", identifiers: { some: { scheme: "eip", value: { in: numbers.map(String) } } } },
    select: {
      id: true,
      csl: true,
      title: true,
      lockedFields: true,
      fieldOrigin: true,
      identifiers: { where: { scheme: "eip" } },
    },
  });
  const facts = await findEips(
    tx,
    cited.flatMap(({ identifiers }) => identifiers.map(({ value }) => Number(value))),
  );
  let changed = 0;
  for (const source of cited) {
    const number = Number(source.identifiers[0]!.value);
    const known = facts.get(number);
    if (!known) continue;
    const before = storedItem(source.csl);
    const described = describeSource(eip(String(number)), { title: "", words: "" }, known);
    const locked = Object.fromEntries(source.lockedFields.map((field) => [field, before[field as keyof CslItem]]));
    const after = CslItem.parse({ ...before, ...described.csl, ...locked });
    if (JSON.stringify(CslItem.parse(before)) === JSON.stringify(after)) continue;

    const changes = Object.entries(watched).flatMap(([field, name]) => {
      const [old, fresh] = [before[field as keyof typeof watched] ?? "", after[field as keyof typeof watched] ?? ""];
      return old === fresh ? [] : [{ field: name, before: old, after: fresh }];
    });
    await tx.source.update({
      where: { id: source.id },
      data: {
        csl: after as Prisma.InputJsonValue,
        title: after.title ?? source.title,
        fieldOrigin: {
          ...(source.fieldOrigin as Prisma.JsonObject),
          ...described.fieldOrigin,
        } as Prisma.InputJsonObject,
        ...(changes.length > 0 && {
          revisions: { create: { at: now, reason: `the list of EIPs of ${asOf}`, changes } },
        }),
      },
    });
    await enqueue(tx, "source.changed", { sourceId: source.id });
    changed++;
  }
  return changed;
}
