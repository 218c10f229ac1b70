/** Claims checked against one another by arithmetic alone: no data is needed to see that a post contradicts itself. */
import { groupBy } from "~/platform/group-by";
import { type Interval, overlap } from "./interval";
import { add, compare, divide, multiply, one, type Rational, rational, signOf } from "./rational";

/** A claim's statement about a measure, in base units. Claims are compared within one `measure`: transactions, value, addresses. */
export type Statement = {
  claimId: number;
  /** A chain or group. */
  subject: string;
  measure: string;
  asOf: Date;
  exact: Interval;
  wide: Interval;
  relation:
    | { kind: "level" }
    /** A part: the subject's share of another subject's level. */
    | { kind: "share"; of: string }
    /** How many times another subject's level. */
    | { kind: "multiple"; over: string };
};

export type ContradictionRule = "same" | "share" | "multiple" | "part-exceeds-whole" | "shares-over-all";

export type Contradiction = {
  rule: ContradictionRule;
  /** The stated total that carries the mark. For two statements of one thing, both do. */
  marked: number[];
  /** Every claim of the arithmetic, the parts first. */
  claims: number[];
  /** From the stated ends, not the widened ones. */
  factor: Rational;
  /** The interval that follows from the parts, and the stated one, in base units and not widened. */
  implied: Interval;
  stated: Interval;
};

/** Arithmetic between claims that comes out: "$16–19B" ÷ "41%" is a whole that overlaps "$38–44B". */
export type Agreement = Pick<Contradiction, "claims" | "implied" | "stated"> & { rule: "share" | "multiple" };

/** Ranges that miss each other by no more than this, after widening, contradict nothing. */
const tolerance = rational(125n, 100n);
const sameTime = 31 * 86_400_000;
const whole: Interval = { lo: null, hi: one };

type Both = { exact: Interval; wide: Interval };

const isPositive = ({ lo, hi }: Interval) => (lo === null || signOf(lo) > 0) && (hi === null || signOf(hi) > 0);

function apart(a: Interval, b: Interval): Rational | null {
  if (overlap(a, b) || !isPositive(a) || !isPositive(b)) return null;
  return a.lo && b.hi && compare(a.lo, b.hi) > 0 ? divide(a.lo, b.hi) : divide(b.lo!, a.hi!);
}

/** The factor between two statements when they contradict each other; null when they can both be true. */
function contradiction(a: Both, b: Both): Rational | null {
  const widened = apart(a.wide, b.wide);
  return widened && compare(widened, tolerance) > 0 ? apart(a.exact, b.exact) : null;
}

const map2 = (a: Both, b: Both, work: (a: Interval, b: Interval) => Interval): Both => ({
  exact: work(a.exact, b.exact),
  wide: work(a.wide, b.wide),
});

/** part ÷ share; a share is at most the whole. */
const wholeOf = (part: Interval, share: Interval): Interval => {
  const most = share.hi ?? whole.hi!;
  return {
    lo: part.lo && signOf(most) > 0 ? divide(part.lo, most) : null,
    hi: part.hi && share.lo && signOf(share.lo) > 0 ? divide(part.hi, share.lo) : null,
  };
};

const times = (a: Interval, b: Interval): Interval => ({
  lo: a.lo && b.lo ? multiply(a.lo, b.lo) : null,
  hi: a.hi && b.hi ? multiply(a.hi, b.hi) : null,
});

const areOfOneTime = (all: Statement[]) => {
  const moments = all.map(({ asOf }) => asOf.getTime());
  return Math.max(...moments) - Math.min(...moments) <= sameTime;
};

type IsPartOf = (part: string, whole: string) => boolean;

/**
 * Every contradiction among these claims, and what fits. `isPartOf` says whether one subject is a member of another.
 * Statements are compared only within one measure and within 31 days of each other.
 */
export function compareClaims(
  statements: Statement[],
  isPartOf: IsPartOf,
): { contradictions: Contradiction[]; agreements: Agreement[] } {
  const levels = statements.filter(({ relation }) => relation.kind === "level");
  const found: Contradiction[] = [];
  const agreements: Agreement[] = [];
  const note = (
    rule: ContradictionRule,
    parts: Statement[],
    implied: Both,
    total: Statement,
    marks: Statement[] = [total],
  ) => {
    if (!areOfOneTime([...parts, total])) return;
    const claims = [...parts, total].map(({ claimId }) => claimId);
    const factor = contradiction(implied, total);
    if (!factor) {
      if (rule === "share" || rule === "multiple")
        agreements.push({ rule, claims, implied: implied.exact, stated: total.exact });
      return;
    }
    found.push({
      rule,
      marked: marks.map(({ claimId }) => claimId),
      claims,
      factor,
      implied: implied.exact,
      stated: total.exact,
    });
  };

  const nameOf = (measure: string, subject: string) => `${measure} ${subject}`;
  const groups = groupBy(levels, ({ measure, subject }) => nameOf(measure, subject));
  const levelsOf = (measure: string, subject: string) => groups.get(nameOf(measure, subject)) ?? [];
  for (const same of groups.values())
    for (const [index, a] of same.entries()) for (const b of same.slice(index + 1)) note("same", [a], a, b, [a, b]);

  for (const part of levels)
    for (const total of levels)
      if (part.measure === total.measure && isPartOf(part.subject, total.subject)) {
        const atLeast = { exact: { lo: part.exact.lo, hi: null }, wide: { lo: part.wide.lo, hi: null } };
        note("part-exceeds-whole", [part], atLeast, total);
      }

  for (const share of statements) {
    if (share.relation.kind !== "share") continue;
    const { of } = share.relation;
    for (const part of levelsOf(share.measure, share.subject)) {
      const implied = map2(part, share, wholeOf);
      for (const total of levelsOf(share.measure, of)) note("share", [part, share], implied, total);
    }
  }

  for (const multiple of statements) {
    if (multiple.relation.kind !== "multiple") continue;
    const { over } = multiple.relation;
    for (const base of levelsOf(multiple.measure, over)) {
      const implied = map2(base, multiple, times);
      for (const total of levelsOf(multiple.measure, multiple.subject))
        note("multiple", [base, multiple], implied, total);
    }
  }

  return { contradictions: [...found, ...sharesOverAll(statements, isPartOf)], agreements };
}

/** Shares of different parts of one whole that add up to more than all of it. */
function sharesOverAll(statements: Statement[], isPartOf: IsPartOf): Contradiction[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    if (statement.relation.kind !== "share") continue;
    const key = `${statement.measure} ${statement.relation.of}`;
    groups.set(key, [...(groups.get(key) ?? []), statement]);
  }
  return [...groups.values()].flatMap((shares) => {
    // Of one part the largest lower end counts, and a group beside its own member counts once.
    const largest = new Map<string, Statement>();
    for (const share of shares) {
      const before = largest.get(share.subject);
      if (share.wide.lo && (!before?.wide.lo || compare(share.wide.lo, before.wide.lo) > 0))
        largest.set(share.subject, share);
    }
    const parts = [...largest.values()].filter(
      ({ subject }) => ![...largest.keys()].some((other) => other !== subject && isPartOf(subject, other)),
    );
    if (parts.length === 0 || !areOfOneTime(parts)) return [];
    const sum = (side: "exact" | "wide") => parts.reduce((total, share) => add(total, share[side].lo!), rational(0n));
    const [exact, wide] = [sum("exact"), sum("wide")];
    if (compare(wide, one) <= 0) return [];
    const ids = parts.map(({ claimId }) => claimId);
    return [
      {
        rule: "shares-over-all" as const,
        marked: ids,
        claims: ids,
        factor: exact,
        implied: { lo: exact, hi: null },
        stated: whole,
      },
    ];
  });
}

/** Of a claim's contradictions the one whose factor its mark shows. */
export function leastOf(own: Contradiction[]): Contradiction | null {
  return own.reduce<Contradiction | null>(
    (least, one) => (least && compare(least.factor, one.factor) <= 0 ? least : one),
    null,
  );
}
