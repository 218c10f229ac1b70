import type { DrawnSeries } from "../series-view";
import type { Window } from "../window";

type Props = { series: DrawnSeries[]; scale: "linear" | "log"; window: Window; events: { at: string; name: string }[] };

export function SeriesChart({ series }: Props) {
  return <p>{series.length}</p>;
}
