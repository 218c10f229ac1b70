/** How a series looks: a colour, an end mark and a dash. The caller chooses; a chart alone knows no names. */
export const markShapes = ["circle", "square", "triangle", "diamond", "ring", "plus", "cross"] as const;
export type MarkShape = (typeof markShapes)[number];
/** `colour` is an SVG paint such as `var(--ink)`; `dash` an SVG dash array, undefined for a solid line. */
export type SeriesStyle = { colour: string; mark: MarkShape; dash?: string | undefined };

/** The looks of the series of one chart, in their order. A series without a style gets second ink, a long dash and the next mark. */
export function stylesOf(series: { style?: SeriesStyle | undefined }[]): SeriesStyle[] {
  let unstyled = 0;
  return series.map(({ style }) => {
    if (style) return style;
    const mark = markShapes[unstyled++ % markShapes.length]!;
    return { colour: "var(--ink-2)", mark, dash: "11 3" };
  });
}
