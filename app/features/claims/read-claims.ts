/** The claims of a text: their addresses, the quantities that their words state, and what each asserts. */
import type { ClaimReference } from "~/features/markdown/markdown";
import { type ClaimAddress, readClaimAddress, type SeriesName } from "./claim-address";
import type { Quantity } from "./quantity";
import { findQuantities } from "./read-quantities";

/** A claim as it is read from the text, before it is stored. */
type ReadClaim = { reference: ClaimReference; address: ClaimAddress; quantity: Quantity | null };

/** The number that a claim's words state, in the unit that its title names; null when no single number can be read from them. */
export function quantityOf(text: string, column: string, unit: string | null): Quantity | null {
  const found = findQuantities(text, { takesBareNumbers: true });
  const [first] = found.length === 1 ? found : [];
  if (!first?.quantity) return null;
  if (unit) return { ...first.quantity, unit };
  if (first.quantity.unit !== null || column === "") return first.quantity;
  // In a table the unit stands in the heading: "Fee, gwei".
  const inHeading = findQuantities(`1 ${column.replaceAll(/[(),]/g, " ").trim().split(/\s+/).at(-1) ?? ""}`)[0]
    ?.quantity;
  return inHeading?.unit ? { ...first.quantity, unit: inHeading.unit } : first.quantity;
}

/** The claims of a text with a readable address, each with its place; the others stay plain words. */
export const readClaims = (references: ClaimReference[]): (ReadClaim & { ordinal: number })[] =>
  references.flatMap((reference, index) => {
    const read = readClaimAddress(reference.address, reference.title);
    if (!read.ok) return [];
    const quantity = quantityOf(reference.text, reference.column, read.address.unit);
    return [{ ordinal: index + 1, reference, address: read.address, quantity }];
  });

const nameOf = (series: SeriesName | null) => (series ? `${series.subject}/${series.metric}` : "");

/** A key for the assertion, without the words around it: equal keys in two posts are one assertion. */
export function assertionOf({ address: { binding, note }, quantity }: Pick<ReadClaim, "address" | "quantity">): string {
  const value = quantity
    ? `${quantity.comparator} ${quantity.lo ?? ""}..${quantity.hi ?? ""} ${quantity.unit ?? ""}`
    : "?";
  return `${aboutOf({ binding, note })} ${value}`.slice(0, 300);
}

/** A key for the subject of an assertion, whatever its number. */
export function aboutOf({ binding, note }: Pick<ClaimAddress, "binding" | "note">): string {
  switch (binding.kind) {
    case "level":
      return `level ${nameOf(binding.series)}`;
    case "share":
      return `share ${nameOf(binding.series)} ${nameOf(binding.of)}`;
    case "multiple":
      return `multiple ${nameOf(binding.series)} ${nameOf(binding.over)}`;
    case "change":
      return `change ${nameOf(binding.series)} ${binding.from} ${binding.to}`;
    case "forecast":
      return `forecast ${nameOf(binding.series)} ${binding.by} ${binding.series ? "" : note.slice(0, 120)}`;
    case "declared":
      return `declared ${note.slice(0, 160)}`;
  }
}

const day = 86_400_000;

/** The moment a claim speaks of: its own date with all of that day, and never later than when it was stated. */
export function momentOf(address: ClaimAddress, statedAt: Date): Date {
  const { binding } = address;
  const given = "asOf" in binding && binding.asOf ? new Date(Date.parse(binding.asOf) + day) : null;
  return given && given < statedAt ? given : statedAt;
}

/** The series that an address names first, if it names one. */
export const seriesOf = ({ binding }: ClaimAddress): SeriesName | null => ("series" in binding ? binding.series : null);
