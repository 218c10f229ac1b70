/** The time that a chart covers, and the sentences about it: where values end, where they begin, what should be live. */
import { type Window, windows } from "~/features/metrics/metrics";
import { groupBy } from "~/platform/group-by";
import { formatDate, formatMinute } from "~/ui/dates";
import { type DrawnSeries, gapAfter } from "./series-view";

export type ChartSpan = {
  /** ISO. Of the window `max` from the oldest value. */
  from: string;
  to: string;
  /** Whether the window up to now had no value, and this is the newest one that has. */
  isEarlier: boolean;
};

type Drawn = Pick<
  DrawnSeries,
  "subjectName" | "points" | "step" | "recordedThrough" | "recordedTo" | "beganAt" | "endedAt" | "liveNote"
>;

/** Sentences below a chart about its time, the most important first. */
export function spanNotes(series: Drawn[], span: ChartSpan, window: Window): string[] {
  const drawn = series.filter(({ points }) => points.length > 0);
  const several = series.length > 1;
  return [
    ...(span.isEarlier && drawn.length > 0
      ? [`${nameOfSpan(span, window)}, ${isHistory(drawn) ? "recorded" : "the newest there are"}.`]
      : []),
    ...inSentences(series, several, (one) => endOf(one, span, several)),
    ...inSentences(drawn, several, (one) => beginningOf(one, span)),
    ...new Set(series.flatMap(({ liveNote }) => (liveNote ? [`${liveNote}.`] : []))),
  ];
}

/** "30 days to 2 Jun 2026"; of all there is, "7 Aug 2015 to 2 Jun 2026". */
export const nameOfSpan = ({ from, to }: ChartSpan, window: Window) =>
  window === "max" ? `${formatDate(from)} to ${formatDate(to)}` : `${windows[window].name} to ${formatDate(to)}`;

const isHistory = (drawn: Drawn[]) =>
  drawn.every(({ points, recordedThrough }) => recordedThrough !== null && recordedThrough === points.at(-1)?.[0]);

/** What is said of each series, as sentences: named where there are several, those with the same words together. */
function inSentences(series: Drawn[], isNamed: boolean, wordsOf: (one: Drawn) => string | null): string[] {
  const said = series.flatMap((one) => {
    const words = wordsOf(one);
    return words ? [{ words, name: one.subjectName }] : [];
  });
  return [...groupBy(said, ({ words }) => words)].map(([words, own]) =>
    isNamed ? `${own.map(({ name }) => name).join(", ")}: ${words}.` : `${words[0]!.toUpperCase()}${words.slice(1)}.`,
  );
}

/** Where a series ends before its chart does. */
function endOf(
  { points, step, endedAt, recordedTo }: Drawn,
  { to, isEarlier }: ChartSpan,
  isOneOfSeveral: boolean,
): string | null {
  const last = points.at(-1)?.[0] ?? endedAt;
  if (!last) return isOneOfSeveral ? "no value yet" : null;
  // The end of an earlier time is named with it.
  if (isEarlier && !isOneOfSeveral) return null;
  const late = Date.parse(to) - Date.parse(last);
  if (late <= (isEarlier ? 0 : step === "raw" ? 12 * hour : 4 * day)) return null;
  const isRecorded = recordedTo !== null && last.slice(0, 10) <= recordedTo;
  return `${isRecorded ? "recorded to" : "no value since"} ${formatDate(last)}`;
}

const hour = 3_600_000;
const day = 24 * hour;

/** The moment inside the span at which a series was measured for the first time; null where it is older than the span. */
export function beganInside(
  { beganAt, points, step }: Pick<Drawn, "beganAt" | "points" | "step">,
  { from, to }: ChartSpan,
): string | null {
  const first = points[0]?.[0];
  if (!first || !beganAt || Date.parse(beganAt) < Date.parse(from)) return null;
  const missing = Date.parse(first) - Date.parse(from);
  return missing > Math.max(gapAfter(points, step), (Date.parse(to) - Date.parse(from)) / 50) ? first : null;
}

function beginningOf(one: Drawn, span: ChartSpan): string | null {
  const began = beganInside(one, span);
  return began && `measured since ${one.step === "day" ? formatDate(began) : formatMinute(began)}`;
}
