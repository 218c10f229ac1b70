import { z } from "zod";
import { listChains, listGroups } from "~/features/chains/chains.server";
import { definitions, definitionsOf, isMetricId, metricIds, metrics, type MetricId } from "~/features/metrics/metrics";
import { parseSeriesQuestion, type SeriesView, toAsked } from "~/features/series/series";
import {
  findProvenance,
  findSubject,
  listCorrections,
  listEvents,
  listRecordedSpans,
  readChange,
  readLatest,
  readSeries,
  seriesToJson,
  spanToJson,
} from "~/features/series/series.server";
import { paths } from "~/paths";
import { ApiRefusal, found, reading } from "../operation";
import { Address, pageOf, Time } from "../shapes";
import { at } from "../to-json";

const Decimal = z.string();
const Definition = z.strictObject({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  formula: z.string(),
  value: z.string(),
  window: z.string(),
  caveats: z.string(),
  source: z.string(),
});
const Metric = z
  .strictObject({ id: z.string(), name: z.string(), says: z.string(), url: Address, definitions: z.array(Definition) })
  .meta({ id: "Metric" });

const Latest = z
  .strictObject({
    chain: z.string(),
    metric: z.string(),
    url: Address,
    unit: z.string(),
    definitionVersion: z.string(),
    provider: z.string().nullable(),
    state: z.string(),
    asOf: Time.nullable(),
    value: Decimal.nullable(),
    dispute: z.string().nullable().meta({ description: "What another provider says otherwise, in a sentence." }),
    unsupported: z.string().nullable().meta({ description: "Why there can be no such figure, in a sentence." }),
  })
  .meta({ id: "NewestValue" });
const Provenance = z
  .strictObject({
    at: Time,
    fetchedAt: Time,
    quality: z.string(),
    blockFrom: z.string().nullable(),
    blockTo: z.string().nullable(),
    blockHash: z.string().nullable(),
    sample: z.int().nullable(),
    error: Decimal.nullable(),
    run: z.string(),
    host: z.string().nullable(),
    ms: z.int().nullable(),
  })
  .meta({ id: "Provenance" });
const Recorded = z.strictObject({
  from: z.string().meta({ format: "date" }),
  to: z.string().meta({ format: "date" }),
  values: z.int(),
  name: z.string(),
  homepage: z.string(),
  licence: z.string(),
  note: z.string(),
});
const Series = z
  .strictObject({
    chain: z.string(),
    metric: z.string(),
    unit: z.string(),
    token: z.string().nullable(),
    definitionVersion: z.string(),
    provider: z.string().nullable(),
    licence: z.string().nullable(),
    attribution: z.string().nullable(),
    state: z.string(),
    asOf: Time.nullable(),
    value: Decimal.nullable(),
    points: z.array(z.array(z.string()).length(2)).meta({ description: "Pairs of a moment and a value." }),
    from: Time,
    to: Time,
    isEarlier: z.boolean(),
    step: z
      .enum(["raw", "hour", "day"])
      .meta({ description: "A point is a value as it came, or the mean of so long." }),
    change: z.string().nullable().meta({ description: "Over the last seven days, in words." }),
    dispute: z.string().nullable(),
    unsupported: z.string().nullable(),
    liveNote: z.string().nullable().meta({ description: "What should keep it live and does not." }),
    others: z.array(Latest).meta({ description: "The same metric by other providers and definitions." }),
    events: z.array(z.strictObject({ at: Time, name: z.string() })).meta({ description: "Forks that a chart marks." }),
    provenance: Provenance.nullable().meta({ description: "Where the newest value came from." }),
    recorded: z.array(Recorded).meta({ description: "Days that others recorded, the newest first." }),
    withdrawals: z
      .array(z.strictObject({ at: Time, fromBlock: z.string(), toBlock: z.string(), withdrawn: z.int() }))
      .meta({ description: "Reorganisations of the last days that withdrew values of its provider." }),
  })
  .meta({ id: "Series" });

const toMetric = (id: MetricId) => ({
  id,
  ...metrics[id],
  url: at(paths.metric(id)),
  definitions: definitionsOf(id).map((key) => {
    const { name, unit, formula, value, window, caveats, source } = definitions[key];
    return { id: key, name, unit, formula, value, window, caveats, source };
  }),
});

const metricInPath = z
  .string()
  .max(60)
  .meta({ examples: ["tps"] });
const measured = metricIds.filter((id) => definitionsOf(id).length > 0);

async function listSubjects(): Promise<{ slug: string }[]> {
  const [chains, groups] = await Promise.all([listChains(), listGroups()]);
  return [...chains, ...groups];
}

const toLatest = (view: SeriesView) => ({
  chain: view.subject,
  metric: view.metric,
  url: at(`/api/v1/series/${view.subject}/${view.metric}`),
  unit: view.unit,
  definitionVersion: view.definition,
  provider: view.provider?.key ?? null,
  state: view.state,
  asOf: view.asOf,
  value: view.value,
  dispute: view.dispute,
  unsupported: view.unsupported,
});

export const metricOperations = [
  reading({
    id: "listMetrics",
    method: "GET",
    path: "/metrics",
    chapter: "Metrics",
    says: "What is measured, with the exact definitions.",
    answer: pageOf(Metric),
    run: () => Promise.resolve({ items: measured.map(toMetric), next: null }),
  }),
  reading({
    id: "readMetric",
    method: "GET",
    path: "/metrics/{metric}",
    chapter: "Metrics",
    says: "One metric with its definitions.",
    params: z.object({ metric: metricInPath }),
    answer: Metric,
    run: ({ params }) => Promise.resolve(toMetric(found(isMetricId(params.metric) ? params.metric : null, "metric"))),
  }),
  reading({
    id: "listSeries",
    method: "GET",
    path: "/series",
    chapter: "Metrics",
    says: "The newest value of a metric for each chain and group that has one, or of each metric for a chain or group.",
    query: z.object({
      metric: z.string().max(60).optional().meta({ description: "A metric's id, such as `tps`." }),
      chain: z.string().max(60).optional().meta({ description: "A chain's or group's slug, such as `base`." }),
      all: z
        .enum(["true", "false"])
        .default("false")
        .meta({ description: "Whether to name those without a value too, with the reason." }),
    }),
    answer: pageOf(Latest),
    async run({ query }) {
      const { metric, chain } = query;
      if (metric === undefined && chain === undefined)
        throw new ApiRefusal(400, "Name a metric or a chain: `?metric=tps`, `?chain=base`.");
      if (metric !== undefined && !isMetricId(metric)) throw new ApiRefusal(404, "There is no such metric.");
      const subjects = chain === undefined ? await listSubjects() : [found(await findSubject(chain), "chain")];
      const asked = metric === undefined ? measured : [metric];
      const views = await readLatest(
        subjects.flatMap(({ slug }) => asked.map((id) => ({ subject: slug, metric: id }))),
      );
      return { items: views.filter(({ value }) => query.all === "true" || value !== null).map(toLatest), next: null };
    },
  }),
  reading({
    id: "readSeries",
    method: "GET",
    path: "/series/{chain}/{metric}",
    chapter: "Metrics",
    says: "A series over a window of time with all that its page says of it. Values are decimal strings.",
    params: z.object({
      chain: z
        .string()
        .max(60)
        .meta({ examples: ["base"] }),
      metric: metricInPath,
    }),
    query: z.object({
      window: z.enum(["24h", "7d", "30d", "90d", "1y", "max"]).optional(),
      to: z.string().optional().meta({ description: "The end of the window: `2026-06-02T00:00:00.000Z`." }),
      provider: z.string().optional(),
      definition: z.string().optional(),
    }),
    answer: Series,
    async run({ params, query }) {
      const subject = found(await findSubject(params.chain), "chain");
      const metric = found(isMetricId(params.metric) ? params.metric : null, "metric");
      const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      const question = parseSeriesQuestion(new URLSearchParams(asked as [string, string][]));
      if (typeof question === "string") throw new ApiRefusal(400, question);
      const { series, span, others } = await readSeries({ subject: subject.slug, metric, ...toAsked(question) });
      const [change, events, provenance, recorded, withdrawals] = await Promise.all([
        readChange(series),
        listEvents(subject.slug, span),
        series.provider ? findProvenance(series) : null,
        listRecordedSpans(series),
        listCorrections(series.provider),
      ]);
      const { step, dispute, unsupported, liveNote = null } = series;
      const around = { change, events, provenance, recorded, withdrawals, others: others.map(toLatest) };
      return { ...seriesToJson(series), ...spanToJson(span), step, dispute, unsupported, liveNote, ...around };
    },
  }),
];
