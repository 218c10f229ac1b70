/** The options and texts of a metric's picture. */
import { definitions } from "~/features/metrics/metrics";
import { creditsOf, type DrawnSeries, stateInWords } from "~/features/series/series";
import type { WidgetView } from "~/features/widgets/widgets";
import { formatMinute } from "~/ui/dates";

export type PictureAsked = { theme: "light" | "dark"; width: number };

const narrowest = 280;
const widest = 1200;

/** Reads theme and width besides the widget's own options; a sentence for an invalid value. */
export function readPictureQuery(asked: URLSearchParams): PictureAsked | string {
  const theme = asked.get("theme") ?? "light";
  if (theme !== "light" && theme !== "dark") return "A theme is light or dark.";
  const word = asked.get("width") ?? "600";
  const width = /^\d{1,5}$/.test(word) ? Number(word) : Number.NaN;
  if (!(width >= narrowest && width <= widest)) return `A width is between ${narrowest} and ${widest}.`;
  return { theme, width };
}

/** The height of a drawing of this width; 0 for figures alone. */
export function drawingHeight(view: WidgetView, width: number): number {
  if (view === "value") return 0;
  if (view === "spark") return 68;
  return width < 440 ? 200 : width < 900 ? 232 : 320;
}

/** "live", "stale, 9 h old", "no data since 2 Nov 2026, 10:00 UTC". */
export const stateOfSeries = (series: DrawnSeries) =>
  series.state === "down" && series.asOf
    ? `${stateInWords(series)} ${formatMinute(series.asOf)}`
    : stateInWords(series);

/** State, time, provider and definition, for the line below a picture, to be joined with dots. */
export function footOf(series: DrawnSeries[]): string[] {
  const states = new Set(series.map(stateOfSeries));
  const asOf = series
    .flatMap((one) => (one.state !== "down" && one.state !== "archive" && one.asOf ? [one.asOf] : []))
    .toSorted()
    .at(-1);
  return [
    states.size === 1 ? [...states][0]! : series.map((one) => `${one.subjectName} ${stateOfSeries(one)}`).join(", "),
    asOf ? `as of ${formatMinute(asOf)}` : "",
    creditsOf(series).join("; "),
    [...new Set(series.map(({ definition }) => definitions[definition].name))].join(", "),
  ].filter((word) => word !== "");
}
