/** What a widget is asked to show: `metric:base/tps,arbitrum/tps?window=90d&view=line` in a post, a query in an embed's address. */
import { isMetricId, type MetricId } from "~/features/metrics/metrics";
import { isWindow, type Window } from "~/features/metrics/metrics";
import { shorten } from "~/ui/shorten";

export const widgetViews = ["value", "spark", "line", "bars", "table"] as const;
export type WidgetView = (typeof widgetViews)[number];
const isWidgetView = (word: string): word is WidgetView => (widgetViews as readonly string[]).includes(word);

export type WidgetRef = { subject: string; metric: MetricId };

/** Whether these series, at least one, are all of one metric. */
export const areOfOneMetric = (refs: WidgetRef[]) => refs.every(({ metric }) => metric === refs[0]!.metric);

export type Widget = {
  refs: WidgetRef[];
  window: Window;
  view: WidgetView;
  /** `pinned`: as it was when the post was written. */
  mode: "live" | "pinned";
  provider?: string | undefined;
  /** Only lines have a log scale; without it, linear. */
  scale?: "log" | undefined;
};

/** The widget, with what was not understood of it but does no harm; or why there is none, in a sentence. */
export type ReadWidget = { widget: Widget; remarks: string[] } | { fault: string };

/** More lines can't be told apart. */
export const mostSeries = 5;
export const longestAddress = 400;

const slug = /^[a-z0-9-]{1,40}$/;
const options = new Set(["window", "view", "mode", "provider", "scale"]);

/** A widget as it is written in a post. */
export function readWidgetAddress(address: string): ReadWidget {
  if (address.length > longestAddress) return { fault: "This widget's address is too long." };
  const [path = "", ...rest] = address.replace(/^metric:/i, "").split("?");
  const refs = readRefs(path.split(","));
  if (typeof refs === "string") return { fault: refs };
  const asked = new URLSearchParams(rest.join("?"));
  const unknown = [...new Set(asked.keys())].filter((name) => !options.has(name));
  const read = readOptions(refs, asked);
  if ("fault" in read) return read;
  const remarks = unknown.map(
    (name) => `A widget has no “${shorten(name, 40)}”: it takes window, view, mode, scale and provider.`,
  );
  return { widget: read.widget, remarks };
}

/** A widget as an embed's address names it: one series in the path, further ones as `?with=arbitrum/tps`. */
export function readWidgetQuery(chain: string, metric: string, asked: URLSearchParams): ReadWidget {
  const others = asked
    .getAll("with")
    .flatMap((word) => word.split(","))
    .filter((word) => word !== "");
  // A chain alone is meant with the same metric.
  const refs = readRefs([
    `${chain}/${metric}`,
    ...others.map((word) => (word.includes("/") ? word : `${word}/${metric}`)),
  ]);
  return typeof refs === "string" ? { fault: refs } : readOptions(refs, asked);
}

function readRefs(words: string[]): WidgetRef[] | string {
  const refs: WidgetRef[] = [];
  for (const word of words.map((each) => each.trim())) {
    const [subject = "", metric = "", ...rest] = word.split("/");
    if (!slug.test(subject) || metric === "" || rest.length > 0)
      return `“${shorten(word, 60)}” names no series: write a chain and a metric, as in base/tps.`;
    if (!isMetricId(metric)) return `There is no metric “${shorten(metric, 60)}”.`;
    if (!refs.some((ref) => ref.subject === subject && ref.metric === metric)) refs.push({ subject, metric });
  }
  return refs.length > mostSeries ? `A widget shows at most ${mostSeries} series.` : refs;
}

function readOptions(refs: WidgetRef[], asked: URLSearchParams): ReadWidget {
  const window = asked.get("window") ?? "30d";
  if (!isWindow(window)) return { fault: "A window is 24h, 7d, 30d, 90d, 1y or max." };
  const view = asked.get("view") ?? "line";
  if (!isWidgetView(view)) return { fault: "A view is value, spark, line, bars or table." };
  const mode = asked.get("mode") ?? "live";
  if (mode !== "live" && mode !== "pinned") return { fault: "A mode is live or pinned." };
  const provider = asked.get("provider") || undefined;
  if (provider !== undefined && !/^[a-z0-9-]{1,60}$/.test(provider)) return { fault: "There is no such provider." };
  const scale = asked.get("scale") ?? "linear";
  if (scale !== "linear" && scale !== "log") return { fault: "A scale is linear or log." };
  if (scale === "log" && view !== "line") return { fault: "Only lines have a log scale: show it with view=line." };
  if (!areOfOneMetric(refs) && view !== "value")
    return { fault: "Different metrics don't share an axis: show them with view=value, or in a widget each." };
  if (refs.length > 1 && view === "spark") return { fault: "A spark line has one series; view=line takes several." };
  return {
    widget: { refs, window, view, mode, ...(provider && { provider }), ...(scale === "log" && { scale }) },
    remarks: [],
  };
}

/** The part of an address after the question mark; what is usual is left out. */
export function widgetQuery({ refs, window, view, provider, scale }: Widget): Record<string, string> {
  const [first, ...others] = refs;
  const rest = others.map((ref) => (ref.metric === first!.metric ? ref.subject : `${ref.subject}/${ref.metric}`));
  return {
    ...(rest.length > 0 && { with: rest.join(",") }),
    ...(window !== "30d" && { window }),
    ...(view !== "line" && { view }),
    ...(scale && { scale }),
    ...(provider && { provider }),
  };
}

/** As it is written in a post. */
export function widgetMarkdown({ refs, window, view, mode, provider, scale }: Widget, caption: string): string {
  const values = new URLSearchParams({
    window,
    ...(view !== "line" && { view }),
    ...(mode === "pinned" && { mode }),
    ...(scale && { scale }),
    ...(provider && { provider }),
  });
  const words = caption.replaceAll(/[[\]\\\r\n]+/g, " ").trim();
  return `![${words}](metric:${refs.map(({ subject, metric }) => `${subject}/${metric}`).join(",")}?${values})`;
}
