import { type DefinitionId, definitions } from "./definitions";

/** What one point of a series says: "each value is a moment a day, 00:00 UTC", "each value is the mean of an hour". */
export function pointInWords(id: DefinitionId, step: "raw" | "hour" | "day"): string {
  const { datedBy, value } = definitions[id];
  if (step === "raw" || datedBy === "beginning") return `each value is ${value}`;
  return `each value is the mean of ${step === "day" ? "a day" : "an hour"}, over values that are each ${value}`;
}
