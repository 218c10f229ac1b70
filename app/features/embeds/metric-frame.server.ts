import frameScript from "virtual:metric-frame-url";
import type { Widget } from "~/features/widgets/widgets";
import { readWidgets, widgetHtml, widgetTitle } from "~/features/widgets/widgets.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { type Html, html, trustedHtml } from "~/ui/html";
import { answerFrame, framePage, frameSentence, frameThemes } from "./frame-page.server";
import { metricCaching, readMetricEmbed } from "./metric-embed.server";

/** A metric as a page for frames: complete without script, live with it. */
export async function answerWithMetricFrame(
  request: Request,
  { chain, metric, url }: { chain: string | undefined; metric: string | undefined; url: URL },
): Promise<Response> {
  const theme = url.searchParams.get("theme") ?? "auto";
  const widget = await readMetricEmbed({ chain, metric, url });
  if (!frameThemes.includes(theme)) return refuse(400, "A theme is light, dark or auto.");
  if ("status" in widget) return refuse(widget.status, widget.sentence, theme);
  const page = await frameOf(widget, theme);
  return answerOrUnchanged(request, { tag: versionOf(page), headers: metricCaching }, () =>
    answerFrame(page, 200, metricCaching),
  );
}

async function frameOf(widget: Widget, theme: string): Promise<string> {
  const [shown] = await readWidgets([widget]);
  const [first] = widget.refs;
  const title = widgetTitle(shown!);
  const body =
    shown!.series.length > 0
      ? widgetHtml({ shown: shown!, caption: "", key: "embed", isFramed: true, pinned: null, frozen: null })
      : frameSentence(shown!.refused.join(" "));
  const page = `${env().publicOrigin}${paths.series(first!, { window: widget.window, scale: widget.scale })}`;
  return framePage({
    title,
    theme,
    script: frameScript,
    // Links of a frame open beside the page that holds it.
    body: html`<div data-live-part="frame">${outward(body)}</div><p class="embed-from"><a href="${page}" target="_blank" rel="noopener">Counterproof</a></p>`,
  });
}

const outward = (body: Html) =>
  trustedHtml(String(body).replaceAll('<a class="widget-', '<a target="_blank" rel="noopener" class="widget-'));

const refuse = async (status: number, words: string, theme = "auto") =>
  answerFrame(await framePage({ title: "Not found", theme, body: frameSentence(words) }), status, metricCaching);
