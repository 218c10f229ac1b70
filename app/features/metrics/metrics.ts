export { archiveKey, hasRecordedHours, recordedAs } from "./archive";
export { ethereumForks, scheduleAt } from "./blob-schedules";
export type { BlobSchedule, Block } from "./block";
export { crossChecked, disputeInWords, disputesAmong, type Total } from "./cross-check";
export { creditsOfProviders } from "./credit";
export { divide, scaled, toDecimal, trim } from "./decimal";
export {
  type Definition,
  type DefinitionId,
  definitionIds,
  definitions,
  definitionsOf,
  isDefinitionId,
  sourceOf,
} from "./definitions";
export { blobBaseFee, blobs, blockTime, estimateRate, median, mgas, tps, windowOf } from "./formulas";
export { isMetricId, type MetricId, metricIds, metricInSentence, metrics, type Unit } from "./metric";
export { growthepieFileOf, growthepieFiles, whyUnsupported, whyUnsupportedOfGroup } from "./needs";
export type { Observation, Quality } from "./observation";
export { pointInWords } from "./point";
export { canConfirmItself, confirms, type Days, faultIn, isPlausible, usualAround } from "./sanity";
export { ageInWords, type SeriesState, spokenUntil, stateOf } from "./series-state";
export { shownUnit } from "./shown-unit";
export { topicOf } from "./topic";
export { isWindow, startOf, type Window, windowNames, windows } from "./window";
