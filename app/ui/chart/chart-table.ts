import type { ChartSpec } from "./chart-spec";
import { el, type Markup } from "./markup";
import { formatQuantity, toNumber } from "~/ui/quantity";
import { toDots } from "./runs";

/** The values of a chart as an html table, newest first, at most `most` rows: a row for each moment, a column for each series. */
export function chartTable(spec: ChartSpec, caption: string, most = 400): Markup {
  const columns = spec.series.map((series) => new Map(toDots(series.points).map((dot) => [dot.at, dot])));
  const [from, to] = [Date.parse(spec.from ?? ""), Date.parse(spec.to ?? "")];
  const moments = [...new Set(columns.flatMap((column) => [...column.keys()]))]
    .filter((at) => !(at < from) && !(at > to))
    .toSorted((a, b) => b - a);
  const isDaily = moments.every((at) => at % 86_400_000 === 0);
  const write = (at: number) => {
    const iso = new Date(at).toISOString();
    return isDaily ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
  };
  const row = (at: number) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, el("time", { datetime: new Date(at).toISOString() }, write(at))),
      ...columns.map((column, index) => {
        const dot = column.get(at);
        const value = dot ? toNumber(dot.value) : null;
        const text = formatQuantity(value, spec.series[index]!.unit ?? spec.unit);
        return el("td", {}, dot && "provisional" in dot && dot.provisional ? `${text} (provisional)` : text);
      }),
    );
  const left = moments.length - most;
  return el(
    "table",
    { class: "chart-table" },
    el("caption", {}, left > 0 ? `${caption}. The newest ${most} of ${moments.length}.` : caption),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, isDaily ? "Day (UTC)" : "Time (UTC)"),
        ...spec.series.map(({ name }) => el("th", { scope: "col" }, name)),
      ),
    ),
    el("tbody", {}, ...moments.slice(0, most).map(row)),
  );
}
