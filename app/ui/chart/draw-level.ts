import { crisp } from "./draw-axes";
import { drawText } from "./draw-text";
import { el, type Markup } from "./markup";
import { bare, formatQuantity } from "~/ui/quantity";
import { textWidth } from "./text-width";

type Box = { left: number; right: number; top: number; base: number };
type Range = { low: number; high: number };
type Given = {
  level: { value: number; name: string };
  y: (value: number) => number;
  range: Range;
  box: Box;
  lines?: Point[];
};
type Point = { x: number; y: number };

/**
 * A stated value: a dashed level with its name, or, if it would flatten everything else, a broken line at the edge
 * that says how far outside it is.
 */
export function drawLevel({ level, y, range, box, lines = [] }: Given): { line: Markup; words: Markup } {
  const fits = level.value >= range.low && level.value <= range.high;
  const isHigh = level.value > range.high;
  const place = fits ? y(level.value) : isHigh ? box.top : box.base;
  const words = fits ? level.name : `${level.name}, ${outside(level.value, range)}`;
  const end = box.left + 8 + textWidth(words, 12);
  // The words give way to what is drawn above the level.
  const isCrowded = fits && lines.some((point) => point.x < end && point.y < place + 2 && point.y > place - 22);
  const isBelowLine = isHigh || isCrowded || place < box.top + 18;
  return {
    line: el("line", {
      x1: box.left,
      x2: box.right,
      y1: crisp(place),
      y2: crisp(place),
      stroke: "var(--signal)",
      "stroke-dasharray": fits ? "5 3" : "9 5 1.5 5",
    }),
    words: drawText(words, box.left + 4, isBelowLine ? place + 14 : place - 5, {
      fill: "var(--signal)",
      hasHalo: true,
    }),
  };
}

/** "420 times above this scale". */
function outside(value: number, { low, high }: Range): string {
  if (value < low) return "below this scale";
  const times = high > 0 ? value / high : 0;
  return times >= 2
    ? `${formatQuantity(Number(times.toPrecision(2)), bare)} times above this scale`
    : "above this scale";
}
