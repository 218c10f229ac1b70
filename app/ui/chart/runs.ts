/** Turns points into runs without gaps, thinned to the screen's resolution. */
import { median } from "d3-array";
import type { ChartPoint } from "./chart-spec";
import { toNumber } from "~/ui/quantity";

export type Dot = { at: number; value: number; provisional: boolean };

/** Points sorted by time, values as numbers, gaps as null. Points without a valid date are dropped. */
export function toDots(points: ChartPoint[]): (Dot | { at: number; value: null })[] {
  return points
    .map(({ at, value, provisional }) => {
      const number = toNumber(value);
      const time = Date.parse(at);
      return number === null
        ? { at: time, value: null }
        : { at: time, value: number, provisional: provisional === true };
    })
    .filter((dot) => Number.isFinite(dot.at))
    .toSorted((a, b) => a.at - b.at);
}

/** The usual distance between points, in milliseconds; 0 with fewer than two. */
export function usualStep(dots: { at: number }[]): number {
  return median(dots.slice(1), (dot, index) => dot.at - dots[index]!.at) ?? 0;
}

/** Runs of points to join by a line: a missing value or point ends a run. `gap` in milliseconds. */
export function toRuns(dots: ReturnType<typeof toDots>, gap?: number): Dot[][] {
  const widest = gap ?? (dots.length >= 4 ? 2.5 * usualStep(dots) : Infinity);
  const runs: Dot[][] = [];
  let previous: Dot | null = null;
  for (const dot of dots) {
    if (dot.value === null) {
      previous = null;
      continue;
    }
    if (previous && dot.at - previous.at <= widest) runs.at(-1)!.push(dot);
    else runs.push([dot]);
    previous = dot;
  }
  return runs;
}

/**
 * At most two points per pixel, the lowest and the highest, so that no extreme is lost. Keeps the first and last of a
 * run. `pixels` is the run's width.
 */
export function thin(run: Dot[], pixels: number): Dot[] {
  const columns = Math.max(1, Math.floor(pixels));
  if (run.length <= 2 * columns) return run;
  const [first, last] = [run[0]!, run.at(-1)!];
  const width = (last.at - first.at) / columns || 1;
  const kept: Dot[] = [first];
  let column = 0;
  let low = first;
  let high = first;
  const keep = () => {
    for (const dot of low.at <= high.at ? [low, high] : [high, low]) if (kept.at(-1) !== dot) kept.push(dot);
  };
  for (const dot of run) {
    const place = Math.min(columns - 1, Math.floor((dot.at - first.at) / width));
    if (place !== column) {
      keep();
      column = place;
      low = high = dot;
    }
    if (dot.value < low.value) low = dot;
    if (dot.value > high.value) high = dot;
  }
  keep();
  if (kept.at(-1) !== last) kept.push(last);
  return kept;
}
