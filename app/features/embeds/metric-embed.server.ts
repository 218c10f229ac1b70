/** A metric on other sites: as a picture, data or frame. What it shows is the same for everybody. */
import { isMetricId } from "~/features/metrics/metrics";
import { readWidgetQuery, type Widget } from "~/features/widgets/widgets";
import { readChains } from "~/features/chains/chains.server";
import { seriesToJson, spanToJson } from "~/features/series/series.server";
import { readWidgets, widgetTimeNotes } from "~/features/widgets/widgets.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { problem } from "~/platform/responses.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { type DrawingAsker, drawingAsker } from "./drawing-turns.server";
import { drawnPicture } from "./drawn-picture.server";
import { readPictureQuery } from "./metric-picture";
import { metricSvg, sentenceSvg } from "./metric-svg.server";

/** Raise this when the drawing changes. */
const drawingVersion = 1;

/** For shared caches: fresh for 15 s, usable for a minute while revalidating, for a day if we are down. */
export const metricCaching = {
  "Cache-Control": "public, max-age=15, s-maxage=15, stale-while-revalidate=60, stale-if-error=86400",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
};

const logNote =
  "Values of 0 and below have no place on a log scale: drawings leave them out, and the data here keeps them.";

const refusalCaching = { ...metricCaching, "Cache-Control": "public, max-age=60" };

type Asked = { chain: string | undefined; metric: string | undefined; url: URL };
type Refused = { status: 400 | 404; sentence: string };

/** Parses an embed's address; else the reason and a status. */
export async function readMetricEmbed({ chain = "", metric = "", url }: Asked): Promise<Widget | Refused> {
  const chains = await readChains();
  if (!isMetricId(metric) || !chains.find(chain))
    return { status: 404, sentence: "There is no such metric of such a chain." };
  const read = readWidgetQuery(chain, metric, url.searchParams);
  if ("fault" in read) return { status: 400, sentence: read.fault };
  const unknown = read.widget.refs.find(({ subject }) => !chains.find(subject));
  if (unknown) return { status: 404, sentence: `There is no chain “${unknown.subject}” to show beside it.` };
  // Pinned values belong to a post.
  return { ...read.widget, mode: "live" };
}

/** Answers `.svg`, or `.png` at double resolution. A refusal has the requested format. */
export async function answerWithMetricPicture(request: Request, asked: Asked & { address: string }): Promise<Response> {
  const asker = drawingAsker(request, asked.address);
  const isPng = asked.url.pathname.endsWith(".png");
  const look = readPictureQuery(asked.url.searchParams);
  const usual = { theme: "light", width: 600 } as const;
  const widget = await readMetricEmbed(asked);
  if (typeof look === "string") return refuse(400, look, isPng, usual, asker);
  if ("status" in widget) return refuse(widget.status, widget.sentence, isPng, look, asker);
  const [shown] = await readWidgets([widget]);
  const [first] = widget.refs;
  const svg = metricSvg(shown!, look, await readChains(), `${new URL(env().publicOrigin).host}${paths.series(first!)}`);
  const tag = versionOf(String(drawingVersion), isPng ? "png" : "svg", svg);
  return answerOrUnchanged(request, { tag, headers: metricCaching }, () =>
    drawnPicture(svg, { isPng, tag, status: 200, caching: refusalCaching, asker }),
  );
}

const refuse = (
  status: number,
  sentence: string,
  isPng: boolean,
  look: Parameters<typeof sentenceSvg>[1],
  asker: DrawingAsker,
) => {
  const svg = sentenceSvg(sentence, look);
  const tag = versionOf("refusal", isPng ? "png" : "svg", svg);
  return drawnPicture(svg, { isPng, tag, status, caching: refusalCaching, asker });
};

/** The series as JSON; further ones are in `with`. */
export async function answerWithMetricData(request: Request, asked: Asked): Promise<Response> {
  const widget = await readMetricEmbed(asked);
  if ("status" in widget)
    return problem(widget.status, widget.status === 400 ? "Invalid request" : "Not found", widget.sentence, {
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
  const [shown] = await readWidgets([widget]);
  const [first, ...others] = shown!.series;
  if (!first) return problem(404, "Not found", shown!.refused.join(" "), { "Access-Control-Allow-Origin": "*" });
  const body = `${JSON.stringify({ ...seriesToJson(first), ...spanToJson(shown!.span), notes: widgetTimeNotes({ shown: shown!, pinned: null, frozen: null }), ...(widget.scale && { scale: widget.scale, note: logNote }), ...(others.length > 0 && { with: others.map(seriesToJson) }), ...(shown!.refused.length > 0 && { refused: shown!.refused }) })}\n`;
  return answerOrUnchanged(
    request,
    { tag: versionOf(body), headers: metricCaching },
    () => new Response(body, { headers: { "Content-Type": "application/json; charset=utf-8" } }),
  );
}
