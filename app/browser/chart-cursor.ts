/** A chart's cursor: the point under the pointer or chosen by arrow keys, with a hairline and its values as text. */
import { formatDate, formatSecond } from "~/ui/dates";
import { formatQuantity, type ShownUnit } from "~/ui/quantity";

/** A line; its points are requested, or embedded in the page if they are pinned. */
type Line = { name: string; unit: ShownUnit } & ({ url: string } | { points: [string, string][] });
type Points = { name: string; unit: ShownUnit; at: number[]; values: string[] };
type Drawn = { lines: Points[]; from: number; to: number };

const svgNames = "http://www.w3.org/2000/svg";
const linesOf = new WeakMap<Element, Promise<Drawn>>();

/** Attaches the cursor to each chart; can be called repeatedly. */
export function followCharts(page: ParentNode) {
  for (const place of page.querySelectorAll<HTMLElement>("[data-chart-cursor]:not([tabindex])")) follow(place);
}

function follow(place: HTMLElement) {
  let index = -1;
  /** The chart among several that was pointed at last; keys read its points. */
  let panel: HTMLElement | null = null;
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "Chart. The left and right arrow keys read its points.");

  const show = async (choose: (at: number[]) => number) => {
    const chart = panel?.isConnected ? panel : (panel = place.querySelector<HTMLElement>("[data-chart-from]"));
    if (!chart) return;
    const drawn = await pointsOf(chart);
    const first = drawn.lines.find(({ at }) => at.length > 0);
    if (!first) return;
    index = Math.max(0, Math.min(first.at.length - 1, choose(first.at)));
    draw(chart, drawn, first.at[index]!);
  };
  const hide = () => {
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

const spanOf = ({ dataset }: HTMLElement): [number, number] => [
  Date.parse(dataset["chartFrom"] ?? ""),
  Date.parse(dataset["chartTo"] ?? ""),
];

/** Requests the points on first use, because most readers only look. */
function pointsOf(drawn: HTMLElement): Promise<Drawn> {
  const [from, to] = spanOf(drawn);
  const asked = linesOf.get(drawn) ?? fetchLines(JSON.parse(drawn.dataset["chartLines"] ?? "[]") as Line[], from, to);
  linesOf.set(drawn, asked);
  asked.catch(() => linesOf.delete(drawn));
  return asked;
}

async function fetchLines(lines: Line[], from: number, to: number): Promise<Drawn> {
  const read = async (line: Line): Promise<Points> => {
    const { name, unit } = line;
    const { points } =
      "points" in line ? line : ((await (await fetch(line.url)).json()) as { points: [string, string][] });
    const shown = points.filter(([at]) => Date.parse(at) >= from && Date.parse(at) <= to);
    return { name, unit, at: shown.map(([at]) => Date.parse(at)), values: shown.map(([, value]) => value) };
  };
  return { lines: await Promise.all(lines.map(read)), from, to };
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

function draw(place: HTMLElement, { lines, from, to }: Drawn, moment: number) {
  const plot = plotOf(place);
  if (!plot || moment < from || moment > to) return;
  const x = plot.left + ((moment - from) / (to - from)) * (plot.right - plot.left);
  const line = plot.svg.querySelector(".chart-hairline") ?? document.createElementNS(svgNames, "line");
  const given = { class: "chart-hairline", x1: x, x2: x, y1: plot.top, y2: plot.base, stroke: "var(--ink-3)" };
  for (const [name, value] of Object.entries(given)) line.setAttribute(name, String(value));
  if (!line.parentNode) plot.svg.append(line);

  const values = lines.flatMap(({ name, unit, at, values: all }) => {
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
