import { z } from "zod";
import { findChain, listChains, listFacts, listGroups } from "~/features/chains/chains.server";
import { definitions, definitionsOf, isMetricId, metricIds, metrics, type MetricId } from "~/features/metrics/metrics";
import { parseSeriesQuestion, toAsked } from "~/features/series/series";
import { findSubject, readLatest, readSeries, seriesToJson, spanToJson } from "~/features/series/series.server";
import { findTagPage, listTagLines, lookUpSlug } from "~/features/tags/tags.server";
import { tagKinds } from "~/features/tags/tags";
import { paths } from "~/paths";
import { ApiRefusal, found, reading } from "../operation";
import { Address, pageOf, TagCard, Time } from "../shapes";
import { at, tagCard } from "../to-json";

const Decimal = z.string();
const ListedTag = TagCard.extend({
  threadCount: z.int(),
  synonyms: z.array(z.string()),
  summary: z.string(),
  parent: TagCard.nullable(),
}).meta({ id: "ListedTag" });
const Tag = TagCard.extend({
  threadCount: z.int(),
  synonyms: z.array(z.string()),
  description: z.string().meta({ description: "Markdown." }),
  parents: z.array(TagCard),
  children: z.array(TagCard),
}).meta({ id: "Tag" });

const Group = z.strictObject({ slug: z.string(), name: z.string() });
const ListedChain = z
  .strictObject({
    slug: z.string(),
    name: z.string(),
    layer: z.string(),
    url: Address,
    groups: z.array(Group),
    facts: z.record(z.string(), z.string()),
  })
  .meta({ id: "ListedChain" });
const Fact = z.strictObject({
  value: z.string(),
  note: z.string(),
  since: z.string().nullable(),
  asOf: z.string(),
  sourceName: z.string(),
  sourceUrl: z.string(),
});
const Chain = z
  .strictObject({
    slug: z.string(),
    name: z.string(),
    shortName: z.string(),
    layer: z.string(),
    url: Address,
    groups: z.array(Group),
    facts: z.array(z.strictObject({ field: z.string(), label: z.string(), present: Fact, differing: z.array(Fact) })),
  })
  .meta({ id: "Chain" });

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
  })
  .meta({ id: "NewestValue" });
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
  })
  .meta({ id: "Series" });

const factOf = ({ value, note, since, asOf, sourceName, sourceUrl }: z.infer<typeof Fact>) => ({
  value,
  note,
  since,
  asOf,
  sourceName,
  sourceUrl,
});

const toMetric = (id: MetricId) => ({
  id,
  ...metrics[id],
  url: at(paths.metric(id)),
  definitions: definitionsOf(id).map((key) => {
    const { name, unit, formula, value, window, caveats, source } = definitions[key];
    return { id: key, name, unit, formula, value, window, caveats, source };
  }),
});

export const registryOperations = [
  reading({
    id: "listTags",
    method: "GET",
    path: "/tags",
    chapter: "Tags",
    says: "The whole vocabulary, by kind and name.",
    query: z.object({ kind: z.enum(tagKinds).optional() }),
    answer: pageOf(ListedTag),
    async run({ query }) {
      const lines = await listTagLines({ kind: query.kind ?? null, order: "name" });
      return {
        items: lines.map(({ threadCount, synonyms, summary, parent, ...tag }) => ({
          ...tagCard(tag),
          threadCount,
          synonyms,
          summary,
          parent: parent && tagCard(parent),
        })),
        next: null,
      };
    },
  }),
  reading({
    id: "readTag",
    method: "GET",
    path: "/tags/{tag}",
    chapter: "Tags",
    says: "One tag with its description and the tags around it. A former name leads to it too.",
    params: z.object({ tag: z.string().max(60) }),
    answer: Tag,
    async run({ params }) {
      const slug = params.tag.toLowerCase();
      const meant = await lookUpSlug(slug);
      const tag = found(await findTagPage(meant && meant.is !== "ambiguous" ? meant.tag.slug : slug), "tag");
      return {
        ...tagCard(tag),
        threadCount: tag.threadCount,
        synonyms: tag.synonyms,
        description: tag.description,
        parents: tag.parents.map(tagCard),
        children: tag.children.map(tagCard),
      };
    },
  }),
  reading({
    id: "listChains",
    method: "GET",
    path: "/chains",
    chapter: "Chains",
    says: "Every chain of the registry with its main facts.",
    query: z.object({
      group: z.string().max(60).optional().meta({ description: "A group's slug, such as `superchain`." }),
    }),
    answer: pageOf(ListedChain),
    async run({ query }) {
      const chains = await listChains(query.group);
      return {
        items: chains.map(({ slug, shortName, layer, groups, facts }) => ({
          slug,
          name: shortName,
          layer,
          url: at(paths.chain({ slug })),
          groups,
          facts: facts as Record<string, string>,
        })),
        next: null,
      };
    },
  }),
  reading({
    id: "readChain",
    method: "GET",
    path: "/chains/{chain}",
    chapter: "Chains",
    says: "One chain with every fact, its source and date, and what other sources say instead.",
    params: z.object({ chain: z.string().max(60) }),
    answer: Chain,
    async run({ params }) {
      const chain = found(await findChain(params.chain), "chain");
      const facts = await listFacts(chain.slug);
      return {
        slug: chain.slug,
        name: chain.name,
        shortName: chain.shortName,
        layer: chain.layer,
        url: at(paths.chain(chain)),
        groups: chain.groups,
        facts: facts.map(({ key, label, present, differing }) => ({
          field: key,
          label,
          present: factOf(present),
          differing: differing.map(factOf),
        })),
      };
    },
  }),
  reading({
    id: "listMetrics",
    method: "GET",
    path: "/metrics",
    chapter: "Metrics",
    says: "What is measured, with the exact definitions.",
    answer: pageOf(Metric),
    run: () =>
      Promise.resolve({ items: metricIds.filter((id) => definitionsOf(id).length > 0).map(toMetric), next: null }),
  }),
  reading({
    id: "readMetric",
    method: "GET",
    path: "/metrics/{metric}",
    chapter: "Metrics",
    says: "One metric with its definitions.",
    params: z.object({ metric: z.string().max(60) }),
    answer: Metric,
    run: ({ params }) => Promise.resolve(toMetric(found(isMetricId(params.metric) ? params.metric : null, "metric"))),
  }),
  reading({
    id: "listSeries",
    method: "GET",
    path: "/series",
    chapter: "Metrics",
    says: "The newest value of a metric for each chain and group that has one.",
    query: z.object({ metric: z.string().max(60).meta({ description: "A metric's id, such as `tps`." }) }),
    answer: pageOf(Latest),
    async run({ query }) {
      const { metric } = query;
      if (!isMetricId(metric)) throw new ApiRefusal(404, "There is no such metric.");
      const [chains, groups] = await Promise.all([listChains(), listGroups()]);
      const views = await readLatest([...chains, ...groups].map(({ slug }) => ({ subject: slug, metric })));
      return {
        items: views
          .filter(({ value }) => value !== null)
          .map((view) => ({
            chain: view.subject,
            metric: view.metric,
            url: at(`/api/v1/series/${view.subject}/${view.metric}`),
            unit: view.unit,
            definitionVersion: view.definition,
            provider: view.provider?.key ?? null,
            state: view.state,
            asOf: view.asOf,
            value: view.value,
          })),
        next: null,
      };
    },
  }),
  reading({
    id: "readSeries",
    method: "GET",
    path: "/series/{chain}/{metric}",
    chapter: "Metrics",
    says: "A series over a window of time. Values are decimal strings.",
    params: z.object({ chain: z.string().max(60), metric: z.string().max(60) }),
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
      const { series, span } = await readSeries({ subject: subject.slug, metric, ...toAsked(question) });
      return { ...seriesToJson(series), ...spanToJson(span) };
    },
  }),
];
