/** A metric as SVG with text: title, values, drawing, and its state below. */
import type { ChainSnapshot } from "~/features/chains/chains";
import { lowerBoundInWords, unitOf } from "~/features/series/series";
import { formatQuantity } from "~/ui/quantity";
import {
  type ShownWidget,
  widgetNotes,
  widgetPanels,
  widgetSpec,
  widgetTimeNotes,
  widgetTitle,
} from "~/features/widgets/widgets.server";
import { chartDrawing } from "~/ui/chart/chart-drawing";
import { svgFile } from "~/ui/chart/chart-file";
import { chartName } from "~/ui/chart/chart-name";
import { drawText } from "~/ui/chart/draw-text";
import { el, type Markup } from "~/ui/chart/markup";
import { cardFaces } from "./card-fonts.server";
import { drawableText } from "./drawable-text";
import { drawingHeight, footOf, type PictureAsked, stateOfSeries } from "./metric-picture";
import { paperColour } from "~/styles/token-colour.server";

const margin = 20;
const titleSize = 16;

/** The picture of a widget; `address` is its page. */
export function metricSvg(
  shown: ShownWidget,
  { theme, width }: PictureAsked,
  chains: ChainSnapshot,
  address: string,
): string {
  const inner = width - 2 * margin;
  const { view } = shown.widget;
  const title = widgetTitle(shown);
  const sheet = new Sheet(inner);
  sheet.lines(title, { size: titleSize, isStrong: true, fill: "var(--ink)" });
  if (shown.series.length > 0 && (shown.series.length === 1 || view === "value")) drawValues(sheet, shown);
  for (const sentence of shown.refused) sheet.lines(sentence, { size: 13, fill: "var(--ink-2)" });
  const spec = widgetSpec({ shown, pinned: null, frozen: null });
  const height = drawingHeight(view, inner);
  const hasValues = shown.series.some(({ points }) => points.length > 0);
  if (spec && height > 0 && !hasValues) sheet.lines("No value yet.", { size: 14, fill: "var(--ink-2)" });
  if (spec && height > 0 && hasValues) {
    // A picture can't show a table, so draw its values.
    const kind = view === "bars" || view === "spark" ? view : "line";
    const panels = widgetPanels({ shown, pinned: null, frozen: null });
    for (const panel of panels) {
      if (panels.length > 1) sheet.lines(panel.series.map(({ name }) => name).join(", "), { size: 13 });
      sheet.draw(chartDrawing(panel, { kind, size: { width: inner, height } }), height);
      if (kind !== "spark") for (const note of widgetNotes(panel, kind)) sheet.lines(note, { size: 12 });
    }
  }
  for (const note of widgetTimeNotes({ shown, pinned: null, frozen: null })) sheet.lines(note, { size: 12 });
  sheet.lines(footOf(shown.series).join(" · "), { size: 12 });
  sheet.lines(address, { size: 12 });
  return svgFile({
    size: { width, height: Math.ceil(sheet.height + margin) },
    colourOf: (role) => chains.colourOf(role, theme) ?? paperColour(role, theme),
    title,
    says: [spec ? chartName(spec) : shown.refused.join(" "), ...footOf(shown.series)].join(". "),
    parts: sheet.parts,
  });
}

function drawValues(sheet: Sheet, { series, widget }: ShownWidget) {
  const size = widget.view === "value" ? 28 : 20;
  for (const one of series) {
    const figure =
      one.value === null
        ? one.bound
          ? lowerBoundInWords(one.bound)
          : stateOfSeries(one)
        : formatQuantity(one.value, unitOf(one));
    const name = series.length > 1 ? `${one.subjectName}  ` : "";
    sheet.figure(name, figure, size);
  }
}

/** A picture of a sentence, for refused requests. */
export function sentenceSvg(sentence: string, { theme, width }: PictureAsked): string {
  const sheet = new Sheet(width - 2 * margin);
  sheet.lines(sentence, { size: 15, fill: "var(--ink)" });
  sheet.lines("Counterproof", { size: 12 });
  return svgFile({
    size: { width, height: Math.ceil(sheet.height + margin) },
    colourOf: (role) => paperColour(role, theme),
    title: sentence,
    says: sentence,
    parts: sheet.parts,
  });
}

/** Lines and a drawing one below the other. */
class Sheet {
  readonly parts: Markup[] = [];
  height = margin - 6;

  constructor(private readonly width: number) {}

  /** Wraps a text; a word wider than a line is clipped. */
  lines(
    text: string,
    { size, isStrong = false, fill = "var(--ink-3)" }: { size: number; isStrong?: boolean; fill?: string },
  ) {
    const face = cardFaces()[isStrong ? "strong" : "plain"];
    let line = "";
    const put = () => {
      this.height += size * 1.35;
      this.parts.push(drawText(line, margin, this.height - size * 0.25, { size, isStrong, fill }));
    };
    const drawable = drawableText(text.replaceAll("\u00a0", " "), face.covers) ?? text;
    for (const word of drawable.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && face.widthOf(longer) * size > this.width) {
        put();
        line = word;
      } else line = longer;
    }
    if (line !== "") put();
  }

  figure(name: string, figure: string, size: number) {
    this.height += size * 1.3;
    const at = this.height - size * 0.25;
    const width = name ? Math.min(this.width / 2, Math.max(110, cardFaces().plain.widthOf(name) * 14 + 12)) : 0;
    if (name) this.parts.push(drawText(name.trim(), margin, at, { size: 14, fill: "var(--ink-2)" }));
    this.parts.push(drawText(figure, margin + width, at, { size, isStrong: true, fill: "var(--ink)" }));
  }

  draw(drawing: Markup, height: number) {
    this.parts.push(
      el("g", { transform: `translate(${margin} ${Math.round(this.height + 10)})` }, ...drawing.children),
    );
    this.height += height + 14;
  }
}

/** The size of this SVG's PNG, at double resolution. */
export function pngSizeOf(svg: string): { width: number; height: number } {
  const [, width = "0", height = "0"] = /^<svg[^>]*? width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return { width: 2 * Number(width), height: 2 * Number(height) };
}
