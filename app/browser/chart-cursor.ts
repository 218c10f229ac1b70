/** A chart's cursor: the point under the pointer or chosen by arrow keys, with a hairline and its values as text. */
import { formatDate, formatSecond } from "~/ui/dates";
import { formatQuantity } from "~/ui/quantity";
import { markNewCharts } from "./chart-places";
import { type LinePoints, pointsOf, spanOf } from "./chart-points";

const svgNames = "http://www.w3.org/2000/svg";

/** Attaches the cursor to each chart; can be called repeatedly. */
export function followCharts(page: ParentNode) {
  for (const place of markNewCharts(page)) followChart(place);
}

/** Attaches the cursor to one of the new charts. */
export function followChart(place: HTMLElement) {
  let index = -1;
  /** The chart among several that was pointed at last; keys read its points. */
  let panel: HTMLElement | null = null;
  /** How often reading has ended: points that come later are of nobody who still looks. */
  let ended = 0;

  const show = async (choose: (at: number[]) => number) => {
    const chart = panel?.isConnected ? panel : (panel = place.querySelector<HTMLElement>("[data-chart-from]"));
    if (!chart) return;
    const before = ended;
    const lines = await pointsOf(chart);
    if (before !== ended) return;
    const first = lines.find(({ at }) => at.length > 0);
    if (!first) return;
    index = Math.max(0, Math.min(first.at.length - 1, choose(first.at)));
    draw(chart, lines, first.at[index]!);
  };
  const hide = () => {
    ended += 1;
    index = -1;
    for (const line of place.querySelectorAll(".chart-hairline")) line.remove();
    for (const readout of place.querySelectorAll("[data-chart-readout]")) readout.textContent = "";
  };

  place.addEventListener("pointermove", ({ clientX, target }) => {
    const chart = (target as Element).closest<HTMLElement>("[data-chart-from]");
    if (!chart) return;
    if (chart !== panel) hide();
    panel = chart;
    void show((at) => {
      const plot = plotOf(chart);
      if (!plot) return -1;
      const [from, to] = spanOf(chart);
      const x = ((clientX - plot.box.left) / plot.box.width) * plot.width;
      return nearest(at, from + ((x - plot.left) / (plot.right - plot.left)) * (to - from));
    });
  });
  place.addEventListener("pointerleave", hide);
  place.addEventListener("blur", hide);
  place.addEventListener("keydown", (event) => {
    const steps: Record<string, (at: number[]) => number> = {
      ArrowLeft: (at) => (index < 0 ? at.length - 1 : index - 1),
      ArrowRight: (at) => (index < 0 ? at.length - 1 : index + 1),
      Home: () => 0,
      End: (at) => at.length - 1,
    };
    const step = steps[event.key];
    if (event.key === "Escape") hide();
    if (!step) return;
    event.preventDefault();
    void show(step);
  });
}

/** The index of the nearest time. */
function nearest(at: number[], moment: number): number {
  let best = 0;
  for (let index = 1; index < at.length; index++)
    if (Math.abs(at[index]! - moment) < Math.abs(at[best]! - moment)) best = index;
  return best;
}

/** The drawing visible at this width, and its plot area: its base line spans the time shown. */
function plotOf(place: HTMLElement) {
  const svg = [...place.querySelectorAll("svg")].find((candidate) => candidate.getBoundingClientRect().width > 0);
  const lines = svg ? [...svg.querySelectorAll(":scope > line:not(.chart-hairline)")] : [];
  const [base] = lines;
  if (!svg || !base) return null;
  const number = (line: Element, name: string) => Number(line.getAttribute(name));
  return {
    svg,
    box: svg.getBoundingClientRect(),
    width: svg.viewBox.baseVal.width,
    left: number(base, "x1"),
    right: number(base, "x2"),
    base: number(base, "y1"),
    top: Math.min(...lines.map((line) => number(line, "y1"))),
  };
}

function draw(place: HTMLElement, lines: LinePoints[], moment: number) {
  const plot = plotOf(place);
  const [from, to] = spanOf(place);
  if (!plot || moment < from || moment > to) return;
  const x = plot.left + ((moment - from) / (to - from)) * (plot.right - plot.left);
  const line = plot.svg.querySelector(".chart-hairline") ?? document.createElementNS(svgNames, "line");
  const given = { class: "chart-hairline", x1: x, x2: x, y1: plot.top, y2: plot.base, stroke: "var(--ink-3)" };
  for (const [name, value] of Object.entries(given)) line.setAttribute(name, String(value));
  if (!line.parentNode) plot.svg.append(line);

  const values = lines.flatMap(({ line: { name, unit }, at, values: all }) => {
    const index = nearest(at, moment);
    const value = all[index];
    return value === undefined ? [] : [`${lines.length > 1 ? `${name} ` : ""}${formatQuantity(value, unit)}`];
  });
  const iso = new Date(moment).toISOString();
  say(place, `${iso.endsWith("T00:00:00.000Z") ? formatDate(iso) : formatSecond(iso)}: ${values.join(", ")}`);
}

function say(place: HTMLElement, words: string) {
  const readout = place.querySelector("[data-chart-readout]");
  if (readout) readout.textContent = words;
}
