/** A claim as screens show it. */
import { factorInWords, pointsInWords } from "./compare";
import { decimal } from "./rational";
import { type Status, statuses, statusWords } from "./status";

/** The data of a claim's mark in a text. */
export type ClaimMark = {
  id: number;
  postId: number;
  ordinal: number;
  text: string;
  status: Status;
  /** "off by at least 10×": the status with its distance. */
  word: string;
  /** One sentence of arithmetic; empty where nothing was compared. */
  says: string;
  /** The finding in few words: for a note in the margin and for paper. */
  found: string;
  /** Only its author sees this so far. */
  isPrivate: boolean;
};

export const isStatus = (word: string): word is Status => statuses.some((status) => status === word);

/** The status with its distance: "off by 1.8×", "inconsistent, 420×", "holds". */
export function wordOf(status: Status, factor: string | null, points: string | null, isAtLeast: boolean): string {
  const distance =
    factor !== null ? factorInWords(decimal(factor)) : points !== null ? pointsInWords(decimal(points)) : null;
  if (status === "off" && distance) return `off by ${isAtLeast ? "at least " : ""}${distance}`;
  if (status === "inconsistent" && distance) return `inconsistent, ${distance}`;
  return statusWords[status];
}

/** Statuses that a margin note explains. */
export const isTroubled = (status: Status) =>
  status === "off" || status === "inconsistent" || status === "not-in-source";

const counted: Partial<Record<Status, [one: string, many: string]>> = {
  holds: ["holds", "hold"],
  forecast: ["forecast", "forecasts"],
};

/** A part of a tally: how many figures stand like this, in words. */
export type TallyPart = { words: string; status: Status };

/** "4 hold", "1 off by 1.8×", "1 inconsistent 420×", in the order of the statuses; together they are all figures. */
export function tallyOf(marks: Pick<ClaimMark, "status" | "word">[]): TallyPart[] {
  return statuses.flatMap((status) => {
    const own = marks.filter((mark) => mark.status === status);
    if (own.length === 0) return [];
    const [one, many] = counted[status] ?? [statusWords[status], statusWords[status]];
    const words =
      own.length === 1 && isTroubled(status)
        ? `1 ${own[0]!.word.replace(",", "")}`
        : `${own.length} ${own.length === 1 ? one : many}`;
    return [{ words, status }];
  });
}

export const figuresInWords = (count: number) => `${count} ${count === 1 ? "figure" : "figures"}`;

/** "12 figures · 4 hold · 1 off by 1.8× · 1 inconsistent 420×". */
export const tallyInWords = (marks: Pick<ClaimMark, "status" | "word">[]): string =>
  [figuresInWords(marks.length), ...tallyOf(marks).map(({ words }) => words)].join(" · ");

/** Statuses that only a claim's author sees at first. */
export const authorFirstStatuses = ["off", "inconsistent"] as const satisfies Status[];

export const isAuthorFirst = (status: Status) => authorFirstStatuses.some((one) => one === status);

/** Milliseconds for which only its author sees that a check found trouble. */
const authorFirst = 24 * 3_600_000;

/** Findings from before this moment are public. */
export const publicSince = (now: Date) => new Date(now.getTime() - authorFirst);

/** When a finding from this moment becomes public, unless its author confirms it before. */
export const publicFrom = (troubledAt: Date) => new Date(troubledAt.getTime() + authorFirst);

/** From when on everybody has seen what a check of this moment found. */
export function seenFrom(
  checkedAt: Date,
  { troubledAt, confirmedAt }: { troubledAt: Date | null; confirmedAt: Date | null },
) {
  const publicAt = troubledAt === null ? checkedAt : (confirmedAt ?? publicFrom(troubledAt));
  return publicAt > checkedAt ? publicAt : checkedAt;
}

/** Whether everybody sees what a claim's check found, or its author alone. */
export const isPublic = (troubledAt: Date | null, confirmedAt: Date | null, now: Date) =>
  troubledAt === null || confirmedAt !== null || now.getTime() - troubledAt.getTime() >= authorFirst;
