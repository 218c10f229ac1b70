/** L2BEAT: activity and value secured by day, from the interface of its own site. It has changed before; each answer is checked. */
import { z } from "zod";
import { divide, scaled, toDecimal, trim } from "~/features/metrics/metrics";
import type { DefinitionId } from "~/features/metrics/metrics";
import type { MeasuredChain } from "~/features/chains/chains";
import type { Observation } from "~/features/metrics/metrics";
import type { MetricProvider } from "./provider";
import { publisherProvider } from "./publisher.server";
import { cleanWords, errorWords, quoted } from "~/platform/remote-words";
import { Table, rowsOf } from "./table";

const day = 86_400;

const Wrapped = z.object({ success: z.literal(true), data: z.object({ chart: Table }) });
const Refused = z.object({ success: z.literal(false) });

/** The chart of an answer; a refusal in a good status is a fault in L2BEAT's words. */
function chartOf(answer: unknown) {
  if (Refused.safeParse(answer).success) throw new Error(`refused${quoted(errorWords(answer))}`);
  return Wrapped.parse(answer).data.chart;
}

/** A day's count and user operations; days that are not over or not counted are left out. */
type Activity = { at: number; count: bigint; uops: bigint };

/** Activity by day (unix seconds), oldest first. Throws when the answer is not what it should be. */
export function parseActivity(answer: unknown, now: Date): Activity[] {
  return rowsOf(chartOf(answer), "timestamp", ["count"]).flatMap((row) => {
    const at = Number(row["timestamp"]);
    const count = toWhole(row["count"] ?? null);
    if (count === null || at + day > now.getTime() / 1_000) return [];
    return [{ at, count, uops: toWhole(row["uopsCount"] ?? null) ?? count }];
  });
}

const partsOfTvs = ["native", "canonical", "external"];

/**
 * Value secured at 00:00 UTC of each day in dollars: native + canonical + external. L2BEAT's charts of a month and of a
 * quarter are six-hourly, and those of a year end with the newest full hour; only the moments of midnight are a day's.
 */
export function parseTvs(answer: unknown): { at: number; usd: string }[] {
  return rowsOf(chartOf(answer), "timestamp", partsOfTvs).flatMap((row) => {
    if (Number(row["timestamp"]) % day !== 0) return [];
    const parts = partsOfTvs.map((name) => readNumber(row[name] ?? null));
    if (parts.some((part) => part === null)) return [];
    const sum = parts.reduce((total, part) => total + scaled(part!), 0n);
    return [{ at: Number(row["timestamp"]), usd: divide(sum, 10n ** 18n, 2) }];
  });
}

/** A cell as a decimal; null where L2BEAT has not counted yet. Throws in words at anything else. */
function readNumber(cell: number | string | null): string | null {
  if (cell === null) return null;
  const decimal = toDecimal(cell);
  if (decimal === null) throw new Error(`sent a value that is no number: “${cleanWords(String(cell))}”`);
  return decimal;
}

const toWhole = (cell: number | string | null): bigint | null => {
  const decimal = readNumber(cell);
  return decimal === null ? null : BigInt(trim(decimal).split(".")[0]!);
};

const observe = (subject: string, definition: DefinitionId, at: number, value: string): Observation => ({
  subject,
  definition,
  at: new Date(at * 1_000),
  value,
  quality: "final",
});

/** A chain's days as TPS, UOPS and transactions; shares where the days of all projects are known. */
export function observeActivity(subject: string, days: Activity[], all: Map<number, bigint>): Observation[] {
  return days.flatMap(({ at, count, uops }) => {
    const total = all.get(at);
    return [
      observe(subject, "tps.daily@1", at, divide(count, BigInt(day))),
      observe(subject, "uops.daily@1", at, divide(uops, BigInt(day))),
      observe(subject, "tx-per-day.l2beat@1", at, count.toString()),
      ...(total && total >= uops ? [observe(subject, "share.daily@1", at, divide(uops, total))] : []),
    ];
  });
}

/** (all projects + their layer 1) ÷ their layer 1 over the seven days up to each day that has them all. */
export function observeScaling(all: Activity[], layer1: Activity[]): Observation[] {
  const of = new Map(layer1.map(({ at, uops }) => [at, uops]));
  return all.flatMap(({ at }) => {
    const week = Array.from({ length: 7 }, (_, index) => at - index * day);
    const projects = week.map((moment) => all.find((candidate) => candidate.at === moment)?.uops);
    const own = week.map((moment) => of.get(moment));
    if ([...projects, ...own].some((value) => value === undefined)) return [];
    const sum = (values: (bigint | undefined)[]) => values.reduce<bigint>((total, value) => total + value!, 0n);
    const base = sum(own);
    return base === 0n ? [] : [observe("l2", "scaling-factor.daily@1", at, divide(sum(projects) + base, base, 4))];
  });
}

type Step = {
  path: string;
  /** Shares and the scaling factor are divided by all activity. */
  needs?: string;
  kind: "all" | "layer1" | "activity" | "tvs" | "tvs-all";
  subject: string;
};

/** State passed from one visit to the next. A part that another release wrote in another shape is fetched again. */
const Memory = z.object({
  /** User operations of all projects by day (unix seconds). */
  all: z.array(z.tuple([z.number(), z.string().regex(/^-?\d+$/)])).catch([]),
  /** Paths that were read once, back to a year ago. */
  seen: z.array(z.string()).catch([]),
});
type Memory = z.infer<typeof Memory>;

/** “All L2s” is one universe: what activity calls `all` and value calls `layer2` are the same projects. */
const universeOf: Partial<Record<Step["kind"], string>> = { all: "&type=all", "tvs-all": "&type=layer2" };

const allActivity = "/api/scaling/activity";

/** The layer 1 comes right after the sum: shares and the scaling factor need both. */
function stepsOf(chains: readonly MeasuredChain[]): Step[] {
  const listed = chains
    .filter(({ l2beat }) => l2beat)
    .toSorted((a, b) => Number(b.layer === "L1") - Number(a.layer === "L1"));
  return [
    { path: allActivity, kind: "all", subject: "l2" },
    ...listed.map(({ slug, layer, l2beat }) => ({
      path: `/api/scaling/activity/${l2beat!.slug}`,
      needs: allActivity,
      kind: layer === "L1" ? ("layer1" as const) : ("activity" as const),
      subject: slug,
    })),
    { path: "/api/scaling/tvs", kind: "tvs-all", subject: "l2" },
    ...listed
      .filter(({ l2beat }) => l2beat!.hasTvs)
      .map(({ slug, l2beat }) => ({ path: `/api/scaling/tvs/${l2beat!.slug}`, kind: "tvs" as const, subject: slug })),
  ];
}

/** L2BEAT at this address. A day's files, ten seconds apart, every six hours; the first time as far back as a year. */
export function l2beatProvider(url: string, chains: readonly MeasuredChain[], pause = 10): MetricProvider {
  return publisherProvider({
    key: "l2beat",
    name: "L2BEAT",
    homepage: "https://l2beat.com",
    licence: "",
    url,
    steps: stepsOf(chains),
    pause,
    ask: ({ path, kind }, memory) => ({
      query: `?range=${Memory.parse(memory).seen.includes(path) ? "30d" : "1y"}${universeOf[kind] ?? ""}`,
    }),
    read(step, { json }, { memory, now }) {
      const { seen, all } = Memory.parse(memory);
      const { observations, kept } = observeStep(step, json, all, now);
      return { observations, kept: { ...kept, seen: [...new Set([...seen, step.path])] } };
    },
  });
}

function observeStep(
  step: Step,
  json: unknown,
  knownDays: Memory["all"],
  now: Date,
): { observations: Observation[]; kept: Partial<Memory> } {
  if (step.kind === "tvs" || step.kind === "tvs-all")
    return {
      observations: parseTvs(json).map(({ at, usd }) => observe(step.subject, "tvs.daily@1", at, usd)),
      kept: {},
    };

  const days = parseActivity(json, now);
  const last = (activity: Activity[]) =>
    activity.slice(-40).map(({ at, uops }) => [at, uops.toString()] as [number, string]);
  if (step.kind === "all") return { observations: observeActivity("l2", days, new Map()), kept: { all: last(days) } };

  const all = new Map(knownDays.map(([at, uops]) => [at, BigInt(uops)]));
  if (step.kind === "layer1") {
    const projects = [...all].map(([at, uops]) => ({ at, count: uops, uops }));
    return {
      observations: [...observeActivity(step.subject, days, new Map()), ...observeScaling(projects, days)],
      kept: {},
    };
  }
  return { observations: observeActivity(step.subject, days, all), kept: {} };
}
