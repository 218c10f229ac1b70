/** The time that a chart covers, and the sentences about it: where values end, where they begin, what should be live. */
import { type Window, windows } from "~/features/metrics/metrics";
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

/** What is said below a chart about its time, in sentences, the most important first. */
export function spanNotes(series: Drawn[], span: ChartSpan, window: Window): string[] {
  const drawn = series.filter(({ points }) => points.length > 0);
  const several = series.length > 1;
  return [
    ...(span.isEarlier && drawn.length > 0
      ? [`${nameOfSpan(span, window)}, ${isHistory(drawn) ? "recorded" : "the newest there are"}.`]
      : []),
    ...series.flatMap((one) => endOf(one, span, several) ?? []),
    ...drawn.flatMap((one) => beginningOf(one, span, several) ?? []),
    ...new Set(series.flatMap(({ liveNote }) => (liveNote ? [`${liveNote}.`] : []))),
  ];
}

/** "30 days to 2 Jun 2026"; of all there is, "7 Aug 2015 to 2 Jun 2026". */
export const nameOfSpan = ({ from, to }: ChartSpan, window: Window) =>
  window === "max" ? `${formatDate(from)} to ${formatDate(to)}` : `${windows[window].name} to ${formatDate(to)}`;

const isHistory = (drawn: Drawn[]) =>
  drawn.every(({ points, recordedThrough }) => recordedThrough !== null && recordedThrough === points.at(-1)?.[0]);

/** Where a series ends before its chart does. */
function endOf(
  { subjectName, points, step, endedAt, recordedTo }: Drawn,
  { to, isEarlier }: ChartSpan,
  isNamed: boolean,
): string | null {
  const last = points.at(-1)?.[0] ?? endedAt;
  if (!last) return isNamed ? `${subjectName}: no value yet.` : null;
  const late = Date.parse(to) - Date.parse(last);
  // The window's own end is named already.
  if (late <= (isEarlier ? 0 : step === "raw" ? 12 * hour : 4 * day)) return null;
  const isRecorded = recordedTo !== null && last.slice(0, 10) <= recordedTo;
  const word = isRecorded ? "recorded to" : "no value since";
  const words = `${word} ${formatDate(last)}`;
  return isNamed ? `${subjectName}: ${words}.` : isEarlier ? null : `${words[0]!.toUpperCase()}${words.slice(1)}.`;
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

function beginningOf(one: Drawn, span: ChartSpan, isNamed: boolean): string | null {
  const began = beganInside(one, span);
  if (!began) return null;
  const when = one.step === "day" ? formatDate(began) : formatMinute(began);
  return isNamed ? `${one.subjectName}: measured since ${when}.` : `Measured since ${when}.`;
}
