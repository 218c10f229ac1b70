/** The unit in which people state numbers about a metric. The dimension of a metric's values follows from it. */
import { definitions, definitionsOf, type MetricId, type Unit } from "~/features/metrics/metrics";
import { multiply, one, type Rational, rational } from "./rational";
import { type Dimension, unitOf, type UnitId } from "./units";

const statedUnits: Record<Unit, UnitId> = {
  "tx/s": "tx/s",
  "uop/s": "uop/s",
  tx: "tx/d",
  "Mgas/s": "Mgas/s",
  wei: "wei",
  blobs: "blobs/block",
  USD: "USD",
  addresses: "count",
  chains: "count",
  ratio: "ratio",
  times: "×",
  s: "s",
};

/** `id` is a unit of stated numbers; one of the metric's `unit` is `factor` of it, and `inBase` of its dimension's base unit. */
export type StatedUnit = { id: UnitId; dimension: Dimension; factor: Rational; inBase: Rational };

/** The stated unit of a metric's values that are stored in `unit`. What a transaction paid is stated in ether, a price of gas in wei. */
export function statedUnitOf(metric: MetricId, unit: Unit): StatedUnit {
  const isPaid = metric === "median-fee" && unit === "wei";
  const id = isPaid ? "ETH" : statedUnits[unit];
  const { dimension, factor: base } = unitOf(id)!;
  const factor = isPaid ? rational(1n, 10n ** 18n) : one;
  return { id, dimension, factor, inBase: multiply(factor, base) };
}

/** The stated unit of a metric whose definitions share one; undefined for a fee, which is in dollars or in ether. */
function onlyUnitOf(metric: MetricId): StatedUnit | undefined {
  const units = definitionsOf(metric).map((id) => statedUnitOf(metric, definitions[id].unit));
  return units.every(({ id }) => id === units[0]?.id) ? units[0] : undefined;
}

/** The dimension that a metric's values have; undefined where its definitions differ. */
export const dimensionOfMetric = (metric: MetricId): Dimension | undefined => onlyUnitOf(metric)?.dimension;

/** Numbers of these are written in several units, as 5 s or 5 ms and 60 % or 0.6. */
const inManyUnits = new Set<Dimension>(["time", "ether-per-gas", "ratio", "multiple"]);

/** The unit that a bare number about a metric means; null where it may mean several. */
export function usualUnitOf(metric: MetricId): UnitId | null {
  const unit = onlyUnitOf(metric);
  return unit && !inManyUnits.has(unit.dimension) ? unit.id : null;
}
