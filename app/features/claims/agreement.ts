/**
 * When evidence against a claim changes the word that everybody sees: when readers with different declared interests agree
 * with it. A majority of one side is no agreement.
 */
export type Rating = {
  memberId: number;
  agrees: boolean;
  joinedAt: Date;
  /** The tags for which the reader declared an interest. */
  interests: number[];
};

/** Readers with an interest in common, or those without any. */
export type Side = {
  readers: number;
  agreeing: number;
  /** The least part of such readers that agrees, with 95 % certainty. */
  atLeast: number;
};

export type Agreement =
  /** Fewer than two sides have enough readers: nothing is said of how many agree. */
  { kind: "too-few" } | { kind: "agreed" | "not-agreed"; sides: Side[] };

const leastReaders = 3;
const leastSides = 2;
const leastPart = 0.5;
/** The 95 % quantile of the normal distribution, one side. */
const z = 1.645;
const membership = 7 * 86_400_000;

/** The lower end of Wilson's interval (1927) for `agreeing` of `readers`; 0 for none. */
export function wilsonLowerBound(agreeing: number, readers: number): number {
  if (readers === 0) return 0;
  const p = agreeing / readers;
  const z2 = z * z;
  const spread = z * Math.sqrt((p * (1 - p)) / readers + z2 / (4 * readers * readers));
  return (p + z2 / (2 * readers) - spread) / (1 + z2 / readers);
}

/** Sorts readers by interest: whoever shares a tag with another is on one side with them, and with all who share one with either. */
export function sidesOf<Reader extends { interests: number[] }>(ratings: Reader[]): Reader[][] {
  const sides: { tags: Set<number>; ratings: Reader[] }[] = [];
  const none: Reader[] = [];
  for (const rating of ratings) {
    if (rating.interests.length === 0) {
      none.push(rating);
      continue;
    }
    const joined = sides.filter(({ tags }) => rating.interests.some((tag) => tags.has(tag)));
    const merged = {
      tags: new Set([...rating.interests, ...joined.flatMap(({ tags }) => [...tags])]),
      ratings: [...joined.flatMap((side) => side.ratings), rating],
    };
    for (const side of joined) sides.splice(sides.indexOf(side), 1);
    sides.push(merged);
  }
  return [...sides.map((side) => side.ratings), ...(none.length > 0 ? [none] : [])];
}

/** The agreement about evidence written at `since`. A rating counts if its member had joined at least seven days before. */
export function agreementOf(ratings: Rating[], since: Date): Agreement {
  const counted = ratings.filter(({ joinedAt }) => since.getTime() - joinedAt.getTime() >= membership);
  const sides = sidesOf(counted)
    .filter((side) => side.length >= leastReaders)
    .map((side): Side => {
      const agreeing = side.filter(({ agrees }) => agrees).length;
      return { readers: side.length, agreeing, atLeast: wilsonLowerBound(agreeing, side.length) };
    });
  if (sides.length < leastSides) return { kind: "too-few" };
  const isAgreed = sides.filter(({ atLeast }) => atLeast >= leastPart).length >= leastSides;
  return { kind: isAgreed ? "agreed" : "not-agreed", sides };
}
