/** Chains, metrics and their series. */
import { named, type TablePlan } from "./table-plan";

const visit = { runId: "the visit that brought it, which is kept for 14 days" };
const noVisit = { runId: "0" };

export const metricTables: Record<string, TablePlan> = {
  Chain: {
    columns: named("slug name shortName layer colourLight colourDark mark dash homeRank addedById"),
  },
  ChainGroup: { columns: named("slug name definition sourceName sourceUrl asOf") },
  ChainGroupMember: { columns: named("groupSlug chainSlug") },
  ChainFact: {
    columns: named(
      "id chainSlug field value note since asOf sourceName sourceUrl standing enteredById enteredAt endedAt edition",
    ),
  },
  ChainUpgrade: {
    columns: named("slug chainSlug name what activatedAt block blobTarget blobMax metaEip asOf sourceName sourceUrl"),
  },
  Provider: { columns: named("key kind name homepage licence subject adapterVersion") },
  Metric: { columns: named("id name says") },
  MetricDefinition: {
    columns: named("id metricId key version name unit intervalSeconds window formula caveats source since"),
  },
  Series: {
    columns: named(
      "id subject definitionId providerKey lastAt lastValue lastBlock isFinal disputedAt disputedWith disputedBy",
    ),
  },
  Observation: {
    columns: named("seriesId at value quality blockFrom blockTo blockHash sample error fetchedAt"),
    leftOut: visit,
    given: noVisit,
    asSeries: { file: "observations.csv" },
  },
  Rollup: {
    columns: named("seriesId bucket at n min max avg last coverage"),
    leftOut: visit,
    given: noVisit,
    asSeries: { file: "means.csv" },
  },
  RecordedSpan: { columns: named("seriesId bucket firstAt lastAt values name homepage licence note") },
  Correction: { columns: named("id providerKey at fromBlock toBlock oldHash newHash withdrawn") },
  Quarantine: {
    columns: named("id seriesId at value reason version heldAt releasedAt withdrawnAt"),
    leftOut: visit,
    given: noVisit,
    onlyFull: "values that nobody believes yet are shown to administrators",
  },
  SiteSetting: {
    columns: named("name value changedAt byId"),
    leftOut: { html: "made again from the value", rendererVersion: "made again with the html" },
  },
};
