import { type CitationTarget, type ParsedCitations, type Warning, warningOf } from "~/features/markdown/markdown";
import {
  type Found,
  findByCitekeys,
  findOrAddSources,
  identify,
  identitiesOf,
  matchSources,
  type ReadBlock,
  readReferenceBlocks,
  type Wanted,
} from "~/features/sources/sources.server";
import { type CslItem, identityKey, isCitekey } from "~/features/sources/sources";
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Reader } from "~/platform/lanes.server";

/** The citations of a text, and by target the reference in the block below its definition; null where there is no block. */
export type ReadCitations = ParsedCitations & { references: (ReadBlock | null)[] };

/** Reads the blocks below definitions. Throws `TextTooCostly` when they take too long. */
export async function readCitations(parsed: ParsedCitations, reader: Reader): Promise<ReadCitations> {
  const blocks = parsed.targets.map(({ definition }) => definition?.data ?? null);
  const read = await readReferenceBlocks(
    blocks.filter((block) => block !== null),
    reader,
  );
  let next = 0;
  return { ...parsed, references: blocks.map((block) => (block ? (read[next++] ?? null) : null)) };
}

/**
 * A resolved target: its source and the details in its address. `work` is the same for targets of one work that has no
 * source yet.
 */
export type FoundTarget = { found: Found | null; wanted: Wanted | null; work: string };

type Writer = {
  authorId: number;
  postId: number;
  /** The sources that the post cited until now. */ citedBefore: () => Promise<number[]>;
};

/**
 * Resolves each target: by its definition, then as an identifier or address, then as a citekey of this site. With
 * `by`, creates sources that don't exist.
 */
export async function findTargets(
  tx: Tx,
  { targets, references }: ReadCitations,
  writer: Writer | null,
): Promise<FoundTarget[]> {
  const wanted = targets.map((target, index) => wantedOf(target, references[index]?.item ?? null));
  const all = wanted.filter((one) => one !== null);
  const keys = targets.map(({ key, definition }) => (definition ? "" : key.toLowerCase()));
  const named = await findByCitekeys(tx, keys.filter(isCitekey));
  const alsoCited = async () => [...[...named.values()].map(({ rootId }) => rootId), ...(await writer!.citedBefore())];
  const { known, missing } = writer
    ? {
        known: await findOrAddSources(tx, all, { id: writer.authorId, postId: writer.postId }, alsoCited),
        missing: [],
      }
    : await matchSources(tx, all);
  const works = new Map(
    missing.flatMap((group) => group.map((one) => [one, identityKey(group[0]!.identity)] as const)),
  );
  return targets.map((_, index) => {
    const one = wanted[index]!;
    if (!one) return { found: named.get(keys[index]!) ?? null, wanted: null, work: "" };
    return { found: known.get(identityKey(one.identity)) ?? null, wanted: one, work: works.get(one) ?? "" };
  });
}

/** An address that its reference knows as well stands for all that the reference is known by. */
function wantedOf({ key, definition }: CitationTarget, reference: CslItem | null): Wanted | null {
  const ownOrigin = env().publicOrigin;
  if (!definition) {
    const identity = identify(key, { ownOrigin });
    return identity && { identity, alsoKnownAs: [], given: { title: "", words: "" }, reference: null };
  }
  const given = { title: definition.title, words: definition.words };
  const typed = identify(definition.address, { ownOrigin });
  const [first, ...others] = reference ? identitiesOf(reference, ownOrigin) : [];
  if (!typed) return first ? { identity: first, alsoKnownAs: others, given, reference } : null;
  const isOfReference = [first, ...others].some((one) => one && identityKey(one) === identityKey(typed));
  if (!first || !isOfReference)
    return { identity: typed, alsoKnownAs: others.filter(({ scheme }) => scheme === "work"), given, reference };
  const { version, locator, quote, archivedUrl } = typed;
  const details = { ...(version && { version }), ...(locator && { locator }), ...(quote && { quote }) };
  const identity = { ...first, ...details, ...(archivedUrl && { archivedUrl }) };
  return { identity, alsoKnownAs: others, given, reference };
}

/** Why a definition defines nothing, as the end of a sentence; "" for a marker without one. */
export function whyUnusable({ definition }: CitationTarget, block: ReadBlock | null): string {
  if (!definition) return "";
  if (block?.fault && !block.item) return `its block ${block.fault}`;
  if (block?.item) return "its reference has neither a title nor an identifier";
  return "its address is none that others can open";
}

/** Warnings for markers without meaning, with up to three similar names. */
export async function warnOfUnknown(
  tx: Tx,
  unknown: { key: string; line: number; why: string; isQuoted: boolean }[],
): Promise<Warning[]> {
  const shown = unknown.slice(0, 20);
  const nearest = await findNear(
    tx,
    shown.filter(({ why }) => why === "").map(({ key }) => key),
  );
  return shown.map(({ key, line, why, isQuoted }) => {
    if (why) {
      const { message, fault } = warningOf({ kind: "unusable", key, why }, line);
      return isQuoted || !fault ? { line, message } : { line, message, fault };
    }
    const near = nearest.get(key) ?? [];
    const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `[^${name}]`).join(" or ")}?` : "";
    const where = isQuoted ? " In a quotation only definitions inside it count." : "";
    const warning = warningOf({ kind: "unknown", key, hint: `${where}${hint}` }, line);
    // Another author's words are not for this one to correct.
    return isQuoted ? { line, message: warning.message } : warning;
  });
}

/** For each key, up to three citekeys that contain it, the most cited first. One query. */
async function findNear(tx: Tx, keys: string[]): Promise<Map<string, string[]>> {
  const words = new Map(keys.map((key) => [key, wordOf(key)]));
  const asked = [...new Set(words.values())].filter((word) => word.length >= 2);
  if (asked.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ word: string; citekeys: string[] }[]>`
    select asked."word", array(
      select s."citekey" from "Source" s
      where s."citekey" like '%' || asked."word" || '%' and s."mergedIntoId" is null and s."hiddenAt" is null
      order by s."postCount" desc, s."id" limit 3
    ) as "citekeys"
    from unnest(${asked}::text[]) as asked("word")`;
  const near = new Map(rows.map(({ word, citekeys }) => [word, citekeys]));
  return new Map([...words].map(([key, word]) => [key, near.get(word) ?? []]));
}

/** A key as a citekey would be spelt: none of its characters means anything to `like`. */
const wordOf = (key: string) =>
  key
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
