import { databaseNow, db, type Tx } from "~/platform/db.server";
import { formatMinute } from "~/ui/dates";
import { disputeInWords } from "~/features/metrics/metrics";
import { type DefinitionId, definitions, definitionsOf, isDefinitionId } from "~/features/metrics/metrics";
import type { MetricId } from "~/features/metrics/metrics";
import { whyUnsupported, whyUnsupportedOfGroup } from "~/features/metrics/metrics";
import type { ChainSnapshot, Subject } from "~/features/chains/chains";
import { readChains } from "~/features/chains/chains.server";
import { archiveKey, recordedAs, type SeriesState, spokenUntil, stateOf } from "~/features/metrics/metrics";
import type { DrawnSeries, Point, ProviderCard, RecordedSpan, SeriesView } from "./series-view";
import type { ChartSpan } from "./chart-span";
import { readLiveNotes } from "./live-source.server";
import { readBounds } from "./lower-bound.server";
import { readCharts, type SeriesRead } from "./read-charts.server";
import type { Window } from "~/features/metrics/metrics";

export type SeriesRef = { subject: string; metric: MetricId };

export type SeriesRow = {
  id: number;
  subject: string;
  definitionId: string;
  lastAt: Date | null;
  lastValue: string | null;
  lastBlock: bigint | null;
  isFinal: boolean;
  key: string;
  name: string;
  homepage: string;
  licence: string;
  isDisputed: boolean;
  nodesDisputedAt: Date | null;
  disputedWith: string | null;
  disputedBy: number | null;
  isUnsettled: boolean;
  /** The last recorded day of an archive's series and whose its values are, the newest first; empty for every other provider. */
  origins: Pick<RecordedSpan, "name" | "homepage" | "licence">[];
};

/** A chain or group of the registry that can be measured; null when there is none of that slug. */
export const findSubject = async (slug: string): Promise<Subject | null> => (await readChains()).find(slug);

/** Which registry, and which moment, a series is judged by. */
export type Judged = { chains: ChainSnapshot; now: Date };

/** Every series of these subjects and metrics, one query for all. */
export async function listRows(refs: SeriesRef[], tx: Tx = db): Promise<SeriesRow[]> {
  const definitionIds = [...new Set(refs.flatMap(({ metric }) => definitionsOf(metric)))];
  const subjects = [...new Set(refs.map(({ subject }) => subject))];
  return tx.$queryRaw<SeriesRow[]>`
    select s."id", s."subject", s."definitionId", s."lastAt", trim_scale(s."lastValue")::text as "lastValue", s."lastBlock", s."isFinal",
      p."key", p."name", p."homepage", p."licence", (st."disputedAt" is not null or s."disputedAt" is not null) as "isDisputed",
      st."disputedAt" as "nodesDisputedAt", s."disputedWith", s."disputedBy",
      exists (select 1 from "Correction" c where c."providerKey" = p."key" and c."at" > now() - interval '10 minutes') as "isUnsettled",
      coalesce((select json_agg(json_build_object('name', o."name", 'homepage', o."homepage", 'licence', o."licence") order by o.last desc)
        from (select "name", "homepage", "licence", max("lastAt") as last from "RecordedSpan" where "seriesId" = s."id" group by 1, 2, 3) o), '[]') as "origins"
    from "Series" s join "Provider" p on p."key" = s."providerKey" left join "ProviderState" st on st."providerKey" = p."key"
    where s."definitionId" = any(${definitionIds}::text[]) and s."subject" = any(${subjects}::text[])
    order by s."id"`;
}

/** The archive's series of the same subject that may stand in for days that `definition` lacks; null when nothing is recorded. */
export function recordedRow(subject: string, definition: DefinitionId, rows: SeriesRow[]): SeriesRow | null {
  const recorded = recordedAs(definition);
  return (
    rows.find(
      (row) =>
        row.key === archiveKey && row.subject === subject && row.definitionId === recorded && row.lastAt !== null,
    ) ?? null
  );
}

/** A series as it stands; `rows` are those of its subject and metric, in which recorded history is looked for. */
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

/** The credits beside the values; of recorded values their counters, the newest first. */
function cardOf({ key, name, homepage, licence, origins }: SeriesRow): ProviderCard {
  const [newest] = origins;
  if (!newest) return { key, name, homepage, licence };
  const all = (pick: (origin: (typeof origins)[number]) => string) => [...new Set(origins.map(pick))];
  return {
    key,
    name: all((origin) => origin.name).join(", "),
    homepage: newest.homepage,
    licence: all((origin) => origin.licence).join("; "),
  };
}

function reasonAgainst(subject: Subject | null, definition: DefinitionId): string | null {
  if (!subject) return "There is no such chain.";
  const rules = definitions[definition];
  return subject.chain ? whyUnsupported(subject.chain, rules) : whyUnsupportedOfGroup(subject, rules);
}

type Choice = { definition: DefinitionId; row: SeriesRow | null };

/** The series a reader gets who named none: the best definition that has fresh data, else the one whose data go furthest, recorded or not, else the usual one. */
export function choose(
  ref: SeriesRef,
  rows: SeriesRow[],
  judged: Judged,
  asked?: { provider?: string; definition?: string },
): Choice {
  const usual = definitionsOf(ref.metric);
  const choices: Choice[] = usual.flatMap((definition): Choice[] => {
    const found = rows.filter((row) => row.subject === ref.subject && row.definitionId === definition);
    return found.length > 0 ? found.map((row) => ({ definition, row })) : [{ definition, row: null }];
  });
  const wanted = choices.filter(
    ({ definition, row }) =>
      (!asked?.provider || row?.key === asked.provider) && (!asked?.definition || definition === asked.definition),
  );
  const among = wanted.length > 0 ? wanted : choices;
  const stateOfChoice = ({ definition, row }: Choice) => toView(ref, definition, row, judged).state;
  const isPast = new Set<SeriesState>(["down", "unsupported", "archive"]);
  return (
    among.find((choice) => !isPast.has(stateOfChoice(choice))) ??
    newestOf(among) ??
    among.find((choice) => stateOfChoice(choice) !== "unsupported") ??
    among[0]!
  );
}

/** Of choices that are history the one that goes furthest; the first in rank among equals. */
function newestOf(choices: Choice[]): Choice | undefined {
  const withData = choices.filter(({ row }) => row?.lastAt);
  return withData.toSorted((a, b) => b.row!.lastAt!.getTime() - a.row!.lastAt!.getTime())[0];
}

/** The newest value of each of these, in the order asked for; one query. */
export async function readLatest(refs: SeriesRef[], now?: Date): Promise<SeriesView[]> {
  if (refs.length === 0) return [];
  const clock = now ?? (await databaseNow());
  const [rows, chains] = await Promise.all([listRows(refs), readChains()]);
  const judged = { chains, now: clock };
  return refs.map((ref) => {
    const { definition, row } = choose(ref, rows, judged);
    return toView(ref, definition, row, judged, rows);
  });
}

/** A metric across chains: for each of its definitions, who has it and how it stands, and why the others have none. */
export async function readMetric(
  metric: MetricId,
): Promise<{ definition: DefinitionId; measured: SeriesView[]; others: SeriesView[] }[]> {
  const now = await databaseNow();
  const chains = await readChains();
  const judged = { chains, now };
  const subjects = chains.slugs;
  const rows = await listRows(subjects.map((subject) => ({ subject, metric })));
  return definitionsOf(metric).map((definition) => {
    const views = subjects.flatMap((subject) => {
      const found = rows.filter((row) => row.subject === subject && row.definitionId === definition);
      const ref = { subject, metric };
      return found.length > 0
        ? found.map((row) => toView(ref, definition, row, judged, rows))
        : [toView(ref, definition, null, judged, rows)];
    });
    return {
      definition,
      measured: views
        .filter(({ state }) => state !== "unsupported")
        .toSorted((a, b) => Number(b.value ?? -1) - Number(a.value ?? -1)),
      others: views.filter(({ state }) => state === "unsupported"),
    };
  });
}

/** Whose points are read: the chosen series' own, and recorded days where it has none. */
export const seriesIdsOf = ({ definition, row }: Choice, subject: string, rows: SeriesRow[]) => ({
  seriesId: row?.id ?? null,
  recordedId: row ? (recordedRow(subject, definition, rows)?.id ?? null) : null,
});

type Asked = SeriesRef & {
  /** Null: a day where values come every minute, else 90 days. */
  window: Window | null;
  provider?: string;
  definition?: string;
  /** The end of the window; without it now, or the newest moment that has a value where the window up to now has none. */
  to?: Date;
};

type SeriesFound = {
  series: DrawnSeries;
  /** The same metric's other providers and definitions here. */
  others: SeriesView[];
  window: Window;
  span: ChartSpan;
  now: Date;
};

/** A series with its points in a window. */
export async function readSeries(asked: Asked): Promise<SeriesFound> {
  const { charted, judged, rows } = await readChart([asked], asked);
  const series = charted.series[0]!;
  const others = rows
    .filter(
      (row) =>
        row.subject === asked.subject &&
        !(row.key === series.provider?.key && row.definitionId === series.definition) &&
        isDefinitionId(row.definitionId),
    )
    .map((row) => toView(asked, row.definitionId as DefinitionId, row, judged, rows));
  return { ...charted, series, others, now: judged.now };
}

/** Several series in one chart, so over the same time. `rows` are all that were found of their metrics. */
export async function readChart(
  asked: (SeriesRef & { provider?: string; definition?: string })[],
  { window, to }: { window: Window | null; to?: Date },
) {
  const now = await databaseNow();
  const [rows, chains] = await Promise.all([listRows(asked), readChains()]);
  const judged = { chains, now };
  const chosen = asked.map((one) => {
    const { definition, row } = choose(one, rows, judged, one);
    return { row, view: toView(one, definition, row, judged, rows) };
  });
  const isLive = chosen.some(
    ({ view }) => view.state !== "archive" && view.value !== null && definitions[view.definition].interval < 86_400,
  );
  const shown = window ?? (isLive ? "24h" : "90d");
  const [chart] = await readCharts(
    [{ series: chosen.map((one) => placeOf(one, rows)), window: shown, to: to ?? now }],
    { mayLookBack: to === undefined },
  );
  return { charted: { window: shown, span: chart!.span, series: await toDrawn(chart!.series, judged) }, judged, rows };
}

type Chosen = { view: SeriesView; row: SeriesRow | null };

/** Whose points are read of a chosen series. */
export const placeOf = ({ view, row }: Chosen, rows: SeriesRow[]) => ({
  view,
  ...seriesIdsOf({ definition: view.definition, row }, view.subject, rows),
  definition: view.definition,
});

/** Each series as it is drawn, with its live source and, for a group, its lower bound. */
export async function toDrawn(read: SeriesRead<{ view: SeriesView }>[], judged: Judged): Promise<DrawnSeries[]> {
  const views = read.map(({ asked }) => asked.view);
  const [notes, bounds] = await Promise.all([readLiveNotes(views, judged), readBounds(views, judged)]);
  return read.map(({ asked, ...points }, index) => ({
    ...asked.view,
    ...points,
    liveNote: notes[index] ?? null,
    bound: bounds[index] ?? null,
  }));
}

/** The days of several series up to the newest that each has, for sparks; series without data have none. One query. */
export async function readDays(views: SeriesView[], days: number): Promise<Point[][]> {
  const rows = await db.$queryRaw<
    { subject: string; definitionId: string; providerKey: string; at: Date; value: string }[]
  >`
    select s."subject", s."definitionId", s."providerKey", r."at", trim_scale(round(r."avg", case when abs(r."avg") < 1 then 18 else 9 end))::text as value
    from "Rollup" r join "Series" s on s."id" = r."seriesId"
    where r."bucket" = 'day' and r."at" > least(now(), s."lastAt") - ${days} * interval '1 day'
      and s."subject" = any(${views.map(({ subject }) => subject)}::text[]) and s."definitionId" = any(${views.map(({ definition }) => definition)}::text[])
    order by r."at"`;
  return views.map((view) =>
    rows
      .filter(
        (row) =>
          row.subject === view.subject &&
          row.definitionId === view.definition &&
          row.providerKey === view.provider?.key,
      )
      .map((row) => [row.at.toISOString(), row.value] satisfies Point),
  );
}
