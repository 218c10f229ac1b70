/** The address and title of a claim's link: `metric:base/tps@2026-02-20?share=l2/tps "unit=tx/d; scope=all L2s"`, `claim:forecast?by=…`. */
import { isMetricId, type MetricId } from "~/features/metrics/metrics";
import { unitOf } from "./units";
import { shorten, startOf } from "~/ui/shorten";

export type SeriesName = { subject: string; metric: MetricId };

export type Binding =
  | { kind: "level"; series: SeriesName; asOf: string | null }
  /** The series' part of another one. */
  | { kind: "share"; series: SeriesName; of: SeriesName; asOf: string | null }
  /** How many times another one. */
  | { kind: "multiple"; series: SeriesName; over: SeriesName; asOf: string | null }
  /** How far it went between two days, both included. */
  | { kind: "change"; series: SeriesName; from: string; to: string }
  /** A value on a future day. Without a series only people can judge it. */
  | { kind: "forecast"; series: SeriesName | null; by: string }
  /** Bound to nothing that is measured here. */
  | { kind: "declared"; isFirstParty: boolean };

export type ClaimAddress = {
  binding: Binding;
  /** Said beside the address: the unit of the number, what it covers, and a note in the author's words. */
  unit: string | null;
  scope: string | null;
  note: string;
};

export type AddressRead = { ok: true; address: ClaimAddress } | { ok: false; fault: string };

const day = /^\d{4}-\d{2}-\d{2}$/;
const seriesShape = /^([a-z0-9][a-z0-9-]{0,39})\/([a-z0-9-]{1,40})$/;
const longest = 400;

/** A day that exists: 2026-02-30 doesn't. */
export function isDay(text: string) {
  const at = day.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

function readSeries(text: string): SeriesName | string {
  const [, subject, metric] = seriesShape.exec(text) ?? [];
  if (!subject || !metric)
    return `"${shorten(text, 60)}" is no series: write it as chain/metric, for example base/tps.`;
  if (!isMetricId(metric)) return `There is no metric "${metric}". The list is at /metrics.`;
  return { subject, metric };
}

/** Reads the address and title of a claim's link. A fault is a sentence for the author. */
export function readClaimAddress(address: string, title: string): AddressRead {
  if (address.length > longest) return { ok: false, fault: "This address is too long for a claim." };
  const said = readTitle(title);
  if (typeof said === "string") return { ok: false, fault: said };
  const binding = /^metric:/i.test(address)
    ? readMetric(address.slice("metric:".length))
    : readClaim(address.slice("claim:".length), said.isFirstParty);
  if (typeof binding === "string") return { ok: false, fault: binding };
  return { ok: true, address: { binding, unit: said.unit, scope: said.scope, note: said.note } };
}

function readMetric(rest: string): Binding | string {
  const [path = "", query = ""] = rest.split("?", 2);
  const [name = "", asOf = null] = path.split("@", 2);
  const series = readSeries(decodeURIComponentSafely(name));
  if (typeof series === "string") return series;
  if (asOf !== null && !isDay(asOf)) return `"${shorten(asOf, 40)}" is no day: write it as 2026-02-20.`;
  const fields = new URLSearchParams(query);
  const named = ["share", "over", "change"].filter((field) => fields.has(field));
  if (named.length > 1) return `A claim is one of share, over and change; this one says ${named.join(" and ")}.`;
  const share = fields.get("share");
  if (share !== null) {
    const of = readSeries(share);
    return typeof of === "string" ? of : { kind: "share", series, of, asOf };
  }
  const over = fields.get("over");
  if (over !== null) {
    const base = readSeries(over);
    return typeof base === "string" ? base : { kind: "multiple", series, over: base, asOf };
  }
  const change = fields.get("change");
  if (change !== null) {
    const [from = "", to = ""] = change.split("..", 2);
    if (!isDay(from) || !isDay(to)) return "A change needs two days: change=2024-03-13..2026-02-20.";
    if (from >= to) return "A change's first day comes before its last one.";
    return { kind: "change", series, from, to };
  }
  return { kind: "level", series, asOf };
}

function readClaim(rest: string, isFirstParty: boolean): Binding | string {
  const [kind = "", query = ""] = rest.split("?", 2);
  if (kind === "" || kind === "first-party") return { kind: "declared", isFirstParty: isFirstParty || kind !== "" };
  if (kind !== "forecast")
    return `"claim:${shorten(kind, 40)}" is unknown. Write claim:, claim:first-party or claim:forecast.`;
  const fields = new URLSearchParams(query);
  const by = fields.get("by") ?? "";
  if (!isDay(by)) return "A forecast needs a day: claim:forecast?by=2026-12-31.";
  const metric = fields.get("metric");
  if (metric === null) return { kind: "forecast", series: null, by };
  const series = readSeries(metric);
  return typeof series === "string" ? series : { kind: "forecast", series, by };
}

function readTitle(title: string) {
  const said = { unit: null as string | null, scope: null as string | null, note: "", isFirstParty: false };
  const notes: string[] = [];
  for (const part of title.split(";").map((piece) => piece.trim())) {
    const [, key, value = ""] = /^(unit|scope)\s*=\s*(.*)$/i.exec(part) ?? [];
    if (key?.toLowerCase() === "unit") {
      if (!unitOf(value)) return `"${shorten(value, 30)}" is no unit. Examples: tx/d, tx/s, %, USD, gwei, ms.`;
      said.unit = value;
    } else if (key) said.scope = startOf(value, 80);
    else if (/^first[- ]party$/i.test(part)) said.isFirstParty = true;
    else if (part) notes.push(part);
  }
  said.note = startOf(notes.join("; "), 300);
  return said;
}

function decodeURIComponentSafely(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
