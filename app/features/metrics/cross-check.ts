/** Definitions that count the same thing at different places, and when two of them differ too much. */
import { type DefinitionId, definitions } from "./definitions";

/** The definitions that are compared. A metric that is not here has one provider, or definitions that mean different things. */
export const crossChecked: DefinitionId[] = ["tx-per-day.own@1", "tx-per-day.l2beat@1", "tx-per-day.growthepie@1"];

/** Two sums over the same days may differ by this part of the larger one. */
export const tolerance = 0.03;

export type Total = { definition: DefinitionId; days: ReadonlyMap<string, number> };
export type Dispute = { definition: DefinitionId; with: DefinitionId; by: number };

/** How many common days, the last ones, are added up. */
const days = 3;

/** The part of the larger sum by which two series differ over their last three common days; null with fewer. */
function differenceOf(a: Total, b: Total): number | null {
  const common = [...a.days.keys()]
    .filter((day) => b.days.has(day))
    .toSorted()
    .slice(-days);
  if (common.length < days) return null;
  const sum = (total: Total) => common.reduce((so, day) => so + total.days.get(day)!, 0);
  const [first, second] = [sum(a), sum(b)];
  const larger = Math.max(first, second);
  return larger === 0 ? 0 : Math.abs(first - second) / larger;
}

/** The series of one chain that differ from another and agree with none: of three the two that agree are believed. */
export function disputesAmong(totals: Total[]): Dispute[] {
  return totals.flatMap((own) => {
    const others = totals.flatMap((other) => {
      const by = other === own ? null : differenceOf(own, other);
      return by === null ? [] : [{ with: other.definition, by }];
    });
    const worst = others.toSorted((a, b) => b.by - a.by)[0];
    if (!worst || others.some(({ by }) => by <= tolerance)) return [];
    return [{ definition: own.definition, ...worst }];
  });
}

/** Why a series is disputed, in a sentence. */
export const disputeInWords = (other: DefinitionId, by: number) =>
  `${definitions[other].name}: ${(by * 100).toFixed(1)} % apart over the last three days that both have. Up to ${tolerance * 100} % is usual.`;
