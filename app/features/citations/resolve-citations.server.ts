import type { ResolvedCitations, Warning } from "~/features/markdown/markdown";
import { changesOften, type SourceCard } from "~/features/sources/sources";
import { bylineOf, describeAll, findSourceCards } from "~/features/sources/sources.server";
import type { Tx } from "~/platform/db.server";
import type { CitationList } from "./citation";
import { toCitationList } from "./citation-list.server";
import { type FoundTarget, findTargets, type ReadCitations, warnOfUnknown, whyUnusable } from "./find-targets.server";
import { type CitingPost, placeCitations, type PlacedUse } from "./place-citations.server";

/** Finds or creates the sources that a post cites, and stores its citations. */
export async function resolveCitations(
  tx: Tx,
  parsed: ReadCitations,
  post: CitingPost,
): Promise<ResolvedCitations & { uses: PlacedUse[] }> {
  const citedBefore = async () => {
    const rows = await tx.citation.findMany({
      where: { postId: post.id },
      distinct: ["sourceId"],
      select: { sourceId: true },
    });
    return rows.map(({ sourceId }) => sourceId);
  };
  const targets = await findTargets(tx, parsed, { authorId: post.authorId, postId: post.id, citedBefore });
  const placed = await placeCitations(tx, post, parsed, targets);
  return { sources: targets.map(({ found }) => found?.rootId ?? null), ...placed };
}

export type CitationPreview = { resolved: ResolvedCitations; list: CitationList; warnings: Warning[] };

/** Like `resolveCitations` for a preview: writes nothing. New sources have ids below 0, citations count from 1. */
export async function previewCitations(tx: Tx, parsed: ReadCitations): Promise<CitationPreview> {
  const targets = await findTargets(tx, parsed, null);
  const { sources, cards } = await cardsOf(tx, targets);
  const citations = parsed.marks.map((mark, index) => (sources[mark.target] === null ? 0 : index + 1));
  const uses = parsed.marks.flatMap((mark, index) => {
    const sourceId = sources[mark.target] ?? null;
    if (sourceId === null || mark.kind === "link") return [];
    const identity = targets[mark.target]!.wanted?.identity;
    return [
      {
        id: index + 1,
        sourceId,
        kind: mark.kind,
        stance: mark.stance ?? (mark.followsClaim ? ("supports" as const) : ("mentions" as const)),
        isStanceTyped: mark.stance !== null,
        locator: mark.locator || (identity?.locator ?? ""),
        quote: mark.quote || (identity?.quote ?? ""),
        remark: mark.remark,
        isQuoted: mark.isQuoted,
        quotedHandle: mark.quotedHandle,
        version: identity?.version ?? "",
        isNotInSource: false,
        at: "",
      },
    ];
  });
  const list = toCitationList(
    uses,
    cards,
    parsed.mentions.map((text) => ({ id: 0, text, proposed: 0 })),
  );
  const warnings = [...parsed.warnings, ...(await warningsOf(tx, parsed, sources, cards, targets))];
  return { resolved: { sources, citations }, list, warnings: warnings.toSorted((a, b) => a.line - b.line) };
}

async function cardsOf(tx: Tx, targets: FoundTarget[]) {
  const known = targets.flatMap(({ found }) => found?.rootId ?? []);
  const cards = await findSourceCards(tx, [...new Set(known)]);
  const fresh = targets.flatMap(({ found, wanted }) => (found || !wanted ? [] : [wanted]));
  const described = await describeAll(tx, fresh);
  const ids = new Map<string, number>();
  const sources = targets.map(({ found, wanted, work }) => {
    if (found) return found.rootId;
    if (!wanted) return null;
    const { url } = wanted.identity;
    const known = ids.get(work);
    if (known !== undefined) return known;
    const id = -1 - ids.size;
    ids.set(work, id);
    const { kind, csl } = described.find((one) => one.wanted === wanted)!;
    cards.set(id, {
      id,
      citekey: "",
      kind,
      title: csl.title!,
      byline: bylineOf(kind, csl),
      host: url ? new URL(url).hostname : "",
      url: kind === "post" && url ? new URL(url).pathname : url,
      archivedUrl: wanted.identity.archivedUrl ?? null,
      status: "unchecked",
      statusSince: null,
      isHidden: false,
    });
    return id;
  });
  return { sources, cards };
}

/** Warnings for the author before posting. */
async function warningsOf(
  tx: Tx,
  { marks, targets, references }: ReadCitations,
  sources: (number | null)[],
  cards: Map<number, SourceCard>,
  found: FoundTarget[],
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  const unknown: Parameters<typeof warnOfUnknown>[1] = [];
  const keyBySource = new Map<number, string>();
  const asked = new Set<number>();
  const told = new Set<number>();
  for (const { kind, target, line, isQuoted, quote } of marks) {
    const { key, definition } = targets[target]!;
    const source = sources[target] ?? null;
    if (kind !== "ref" && !(kind === "trailer" && source === null)) continue;
    if (source === null) {
      unknown.push({ key, line, why: whyUnusable(targets[target]!, references[target] ?? null), isQuoted });
      continue;
    }
    if (isQuoted) continue;
    const reference = references[target];
    if (definition?.data && !told.has(target)) {
      told.add(target);
      if (reference?.fault)
        warnings.push({ line: definition.data.line, message: `The block below “[^${key}]” ${reference.fault}.` });
      const title = reference?.item?.title;
      const known = found[target]!.found ? cards.get(source)?.title : undefined;
      if (title && known && !isSameTitle(title, known))
        warnings.push({
          line,
          message: `“[^${key}]” is known here as “${known}”, and your reference calls it “${title}”.`,
        });
    }
    const earlier = keyBySource.get(source);
    if (earlier !== undefined && earlier !== key && definition)
      warnings.push({ line, message: `“[^${key}]” and “[^${earlier}]” are the same source: they share one number.` });
    if (earlier === undefined) keyBySource.set(source, key);
    const card = cards.get(source);
    if (!quote && !found[target]!.wanted?.identity.quote && card && changesOften(card.kind) && !asked.has(source)) {
      asked.add(source);
      warnings.push({
        line,
        message: `“${card.title}” shows live numbers, which change. Quote the number you mean: [^${key}, "…"].`,
      });
    }
  }
  return [...warnings, ...(await warnOfUnknown(tx, unknown))];
}

/** Titles that differ by more than signs, accents and case, and of which neither is just the beginning of the other. */
function isSameTitle(one: string, other: string): boolean {
  const [a, b] = [one, other].map((title) =>
    title
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ""),
  );
  return a === undefined || b === undefined || a.startsWith(b) || b.startsWith(a);
}
