/** A claim as it is judged: its address, the quantity that its words state, and why they can't be compared. */
import type { ClaimReference } from "~/features/markdown/markdown";
import { type ClaimAddress, readClaimAddress } from "./claim-address";
import type { Statement } from "./consistency";
import { type Stated, statedInterval } from "./interval";
import { dimensionOfMetric, usualUnitOf } from "./metric-unit";
import { isDenied } from "./number-surroundings";
import type { OpenClaim } from "./open-claims.server";
import type { Quantity } from "./quantity";
import { quantityOf } from "./read-claims";
import { signOf } from "./rational";
import { type Dimension, dimensionWords, unitOfRate } from "./units";

export type Subject = {
  row: OpenClaim;
  address: ClaimAddress;
  quantity: Quantity | null;
  stated: Stated | null;
  obstacle: string | null;
};

/** A list with the claim; empty if its address can no longer be read. */
export function readSubject(row: OpenClaim): Subject[] {
  const read = readClaimAddress(row.address, row.title);
  if (!read.ok) return [];
  const { address } = read;
  return [{ row, address, ...statedBy(row, address) }];
}

/** What these words state about an address, and why the two can't be compared. */
function statedBy(
  { text, heading, before, after }: Pick<OpenClaim, "text" | "heading" | "before" | "after">,
  address: ClaimAddress,
) {
  const quantity = quantityOf(text, heading, address.unit);
  const unit = quantity && unitOfRate(quantity.unit, dimensionOf(address));
  const stated = quantity && statedInterval(quantity, unit ?? usualUnit(address));
  return { quantity, stated, obstacle: obstacleOf(address, quantity, stated, isDenied(before, after)) };
}

/** The unit that a bare number beside a metric means. */
function usualUnit({ binding }: ClaimAddress): string | null {
  if (binding.kind === "share" || binding.kind === "change") return "%";
  if (binding.kind === "multiple") return "×";
  if (binding.kind === "declared" || !binding.series) return null;
  return usualUnitOf(binding.series.metric);
}

const dimensionOf = ({ binding }: ClaimAddress) =>
  "series" in binding && binding.series ? dimensionOfMetric(binding.series.metric) : undefined;

/** Why a number can't be compared with its metric, in a sentence; null when it can. */
function obstacleOf(
  { binding }: ClaimAddress,
  quantity: Quantity | null,
  stated: Stated | null,
  isDeniedAround: boolean,
): string | null {
  if (binding.kind === "declared" || binding.kind === "forecast") return null;
  if (!quantity)
    return "No single number can be read from these words: write one with its unit, as in “1,200 TPS” or “0.5 gwei”.";
  if (quantity.isNegated || isDeniedAround) return "These words deny the number and don’t state it.";
  if (!stated) return 'The number has no unit that we know: add it to the link, as in "unit=tx/d".';
  const wanted: Dimension | undefined =
    binding.kind === "share" || binding.kind === "change"
      ? "ratio"
      : binding.kind === "multiple"
        ? "multiple"
        : dimensionOfMetric(binding.series.metric);
  if (binding.kind === "level" && stated.exact.hi && signOf(stated.exact.hi) < 0)
    return "The number is below zero, and the metric never is.";
  if (!wanted || stated.dimension === wanted) return null;
  return `The words state ${dimensionWords[stated.dimension]}, and the metric measures ${dimensionWords[wanted]}: the two are not compared.`;
}

/** A claim as statements for the arithmetic between claims; none for a claim that takes no part. */
export function statementOf({ row, address: { binding }, stated, obstacle }: Subject): Statement[] {
  if (!stated || obstacle || binding.kind === "declared" || binding.kind === "forecast" || binding.kind === "change")
    return [];
  const { subject, metric } = binding.series;
  const measure = metric === "tps" || metric === "tx-per-day" ? "transactions" : metric;
  const common = { claimId: row.id, subject, measure, asOf: row.asOf, exact: stated.exact, wide: stated.wide };
  if (binding.kind === "level") return [{ ...common, relation: { kind: "level" } }];
  if (binding.kind === "share") return [{ ...common, relation: { kind: "share", of: binding.of.subject } }];
  return [{ ...common, relation: { kind: "multiple", over: binding.over.subject } }];
}

/** The chains and groups that a binding names. */
export function slugsOfBinding(binding: ClaimAddress["binding"]): string[] {
  if (!("series" in binding) || !binding.series) return [];
  if (binding.kind === "share") return [binding.series.subject, binding.of.subject];
  if (binding.kind === "multiple") return [binding.series.subject, binding.over.subject];
  return [binding.series.subject];
}

/** The chains and groups that these claims speak of. */
export const slugsOf = (subjects: Subject[]) =>
  new Set(subjects.flatMap(({ address: { binding } }) => slugsOfBinding(binding)));

/** Why a claim of a text can't be compared, in a sentence; null when it can. */
export const obstacleOfReference = (
  { text, column, before, after }: Pick<ClaimReference, "text" | "column" | "before" | "after">,
  address: ClaimAddress,
) => statedBy({ text, heading: column, before, after }, address).obstacle;
