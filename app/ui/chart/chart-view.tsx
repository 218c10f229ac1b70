import { createElement, Fragment, type ReactNode } from "react";
import type { ChartSpec, Size } from "./chart-spec";
import { chartDrawing, type ChartKind } from "./chart-drawing";
import { chartSizes } from "./chart-text";
import type { Markup } from "./markup";

/** Converts a drawing to React elements. */
function toReact({ tag, attributes, children }: Markup, key?: number): ReactNode {
  const props = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [reactName(name), value]));
  return createElement(
    tag,
    { ...props, key },
    ...children.map((child, index) => (typeof child === "string" ? child : toReact(child, index))),
  );
}

const reactName = (name: string) =>
  name === "class"
    ? "className"
    : name === "datetime"
      ? "dateTime"
      : name.startsWith("aria-") || name.startsWith("data-")
        ? name
        : name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

type Props = {
  spec: ChartSpec;
  kind?: "line" | "bars";
  /** `page` adds a drawing for columns from 860 px on. */
  place?: "post" | "page";
  /** What it shows, where the finding alone would be unclear. */
  name?: string | undefined;
};

/** A chart with one drawing per width; a container query shows one. Needs `app/styles/chart.css`. */
export function Chart({ spec, kind = "line", place = "post", name }: Props) {
  return (
    <div className="chart-box">
      {chartSizes(place).map(({ className, size }) => (
        <Fragment key={className}>{toReact(chartDrawing(spec, { kind, size, name, className }))}</Fragment>
      ))}
    </div>
  );
}

/** A small drawing of one size: a spark line (54 × 20 or 276 × 68) or one of several small charts. */
export function SmallChart({
  spec,
  kind,
  size,
  name,
}: {
  spec: ChartSpec;
  kind: Extract<ChartKind, "spark" | "small">;
  size: Size;
  name?: string;
}) {
  return <>{toReact(chartDrawing(spec, { kind, size, name, className: `chart-${kind}` }))}</>;
}
