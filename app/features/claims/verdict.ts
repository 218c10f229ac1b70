/** The stored part of a claim's check, as JSON: enough to redo the arithmetic by hand. */
import { z } from "zod";

const ObservedSeries = z.object({
  subject: z.string(),
  metric: z.string(),
  definition: z.string(),
  provider: z.string(),
  providerName: z.string(),
  /** The median of `days`, in the claim's unit; for a bound the least that the members add up to. */
  median: z.string(),
  unit: z.string(),
  days: z.array(z.object({ day: z.string(), value: z.string() })),
  /** Whose recorded values a lower bound adds up; empty for a series of its own. */
  members: z.array(z.string()).default([]),
});
export type ObservedSeries = z.infer<typeof ObservedSeries>;

export const Observed = z.object({
  from: z.string(),
  to: z.string(),
  /** The value in the claim's unit; the open side is null when only a bound is known. */
  lo: z.string().nullable(),
  hi: z.string().nullable(),
  series: z.array(ObservedSeries),
});
export type Observed = z.infer<typeof Observed>;

const Check = z.object({
  observed: Observed,
  outcome: z.enum(["match", "close", "off", "opposite", "undecided"]),
  factor: z.string().nullable(),
  points: z.string().nullable(),
  isAtLeast: z.boolean(),
  /** One sentence of arithmetic. */
  says: z.string(),
});
export type Check = z.infer<typeof Check>;

const ContradictionSeen = z.object({
  rule: z.string(),
  factor: z.string(),
  /** The claims of the arithmetic, this one included. */
  claims: z.array(z.number()),
  says: z.string(),
  /** When a check first found it; null in verdicts of older releases. */
  since: z.string().nullable().default(null),
  /** It marks a claim of another author, too. */
  isShared: z.boolean().default(false),
});
export type ContradictionSeen = z.infer<typeof ContradictionSeen>;

const AgreementSeen = z.object({ rule: z.string(), claims: z.array(z.number()), says: z.string() });

export const Verdict = z.object({
  atPosting: Check.nullable().catch(null).default(null),
  now: Check.nullable().catch(null).default(null),
  /** Why nothing is said of now although there is data: it is measured by another definition. */
  withheld: z.string().nullable().catch(null).default(null),
  /** The newest day of which anything is known, where nothing is known for now. */
  lastDay: z.string().nullable().catch(null).default(null),
  contradictions: z.array(ContradictionSeen).catch([]).default([]),
  /** Arithmetic with other claims that comes out. */
  agreements: z.array(AgreementSeen).catch([]).default([]),
  obstacle: z.string().nullable().catch(null).default(null),
  /** The same assertion elsewhere in this thread, in other words: "up to 70 %" became "70 %". */
  restates: z.object({ claimId: z.number(), text: z.string() }).nullable().catch(null).default(null),
});
export type Verdict = z.infer<typeof Verdict>;

/** The contradiction whose factor and sentence stand at a claim's word: the one with the smallest factor. */
export const smallestOf = ({ contradictions }: Verdict): ContradictionSeen | undefined =>
  contradictions.toSorted((a, b) => Number(a.factor) - Number(b.factor))[0];

/** The verdict of a row, whatever release wrote it: a part of another shape is left out. */
export const readVerdict = (stored: unknown): Verdict => Verdict.catch(Verdict.parse({})).parse(stored ?? {});
