/** A series' row as the view that pages, charts and files show. */
import type { ChainSnapshot, Subject } from "~/features/chains/chains";
import {
  archiveKey,
  type DefinitionId,
  definitions,
  disputeInWords,
  isDefinitionId,
  recordedAs,
  spokenUntil,
  stateOf,
  whyUnsupported,
  whyUnsupportedOfGroup,
} from "~/features/metrics/metrics";
import { formatMinute } from "~/ui/dates";
import type { SeriesRef, SeriesRow } from "./series-rows.server";
import type { ProviderCard, SeriesView } from "./series-view";

/** The registry and the moment by which the state of a series is judged. */
export type Judged = { chains: ChainSnapshot; now: Date };

/** The archive's series of this subject, which fills the days that a series of `definition` lacks; null when nothing is recorded. */
export function recordedRow(subject: string, definition: DefinitionId, rows: SeriesRow[]): SeriesRow | null {
  const recorded = recordedAs(definition);
  return (
    rows.find(
      (row) =>
        row.key === archiveKey && row.subject === subject && row.definitionId === recorded && row.lastAt !== null,
    ) ?? null
  );
}

/** A series with its newest value and its state at `now`. Recorded history is looked for in `rows`, the series of its subject and metric. */
export function toView(
  ref: SeriesRef,
  definition: DefinitionId,
  row: SeriesRow | null,
  { chains, now }: Judged,
  rows: SeriesRow[] = row ? [row] : [],
): SeriesView {
  const subject = chains.find(ref.subject);
  const rules = definitions[definition];
  const unsupported = row?.lastAt ? null : reasonAgainst(subject, definition);
  const lastAt = row?.lastAt ?? null;
  const until = lastAt && spokenUntil(lastAt, rules);
  const recorded = recordedRow(ref.subject, definition, rows);
  return {
    subject: ref.subject,
    subjectName: subject?.name ?? ref.subject,
    style: subject?.style,
    metric: ref.metric,
    definition,
    unit: rules.unit,
    token: subject?.chain?.gasToken ?? null,
    provider: row && cardOf(row),
    state: unsupported
      ? "unsupported"
      : stateOf({
          lastAt,
          quality: row?.isUnsettled && !row.isFinal ? "provisional" : "final",
          isDisputed: row?.isDisputed ?? false,
          isRecorded: row?.key === archiveKey,
          definition: rules,
          now,
        }),
    asOf: until?.toISOString() ?? null,
    value: row?.lastValue ?? null,
    age: until && Math.max(0, (now.getTime() - until.getTime()) / 1_000),
    block: row?.lastBlock == null ? null : Number(row.lastBlock),
    isFinal: row?.isFinal ?? false,
    dispute: row && disputeOf(row),
    unsupported,
    recordedTo: recorded?.lastAt?.toISOString().slice(0, 10) ?? null,
    recordedBy: recorded && recorded.id !== row?.id ? cardOf(recorded) : null,
  };
}

/** The sentence about a disputed series; null if it is not disputed. */
function disputeOf({ nodesDisputedAt, disputedWith, disputedBy }: SeriesRow): string | null {
  if (disputedWith && isDefinitionId(disputedWith)) return disputeInWords(disputedWith, disputedBy ?? 0);
  return (
    nodesDisputedAt &&
    `The chain’s nodes say different things about a block since ${formatMinute(nodesDisputedAt.toISOString())}.`
  );
}

/** The credits beside the values: the provider's, or those of the sources that counted recorded values, the newest first. */
function cardOf({ key, name, homepage, licence, origins }: SeriesRow): ProviderCard {
  const [newest] = origins;
  if (!newest) return { key, name, homepage, licence };
  const all = (pick: (origin: (typeof origins)[number]) => string) => [...new Set(origins.map(pick))];
  return {
    key,
    name: all((origin) => origin.name).join(", "),
    homepage: newest.homepage,
    licence: all((origin) => origin.licence).join("; "),
    origins,
  };
}

/** The sentence that says why a subject can't be measured by this definition; null if it can be. */
function reasonAgainst(subject: Subject | null, definition: DefinitionId): string | null {
  if (!subject) return "There is no such chain.";
  const rules = definitions[definition];
  return subject.chain ? whyUnsupported(subject.chain, rules) : whyUnsupportedOfGroup(subject, rules);
}
