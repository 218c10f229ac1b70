import { useRouteLoaderData } from "@remix-run/react";
import { metrics } from "~/features/metrics/metrics";
import type { SeriesQuestion, SeriesView } from "~/features/series/series";
import { type Widget, widgetMarkdown, widgetQuery } from "~/features/widgets/widgets";
import { paths } from "~/paths";
import type { loader as rootLoader } from "~/root";
import { html } from "~/ui/html";

// React 18 does not know popovers yet, and passes on what it does not know.
type Props = { series: SeriesView; question: SeriesQuestion };

/** Codes for showing this series elsewhere, as it is shown here. Opens without script. */
export function ShareSeries({ series, question }: Props) {
  const origin = useRouteLoaderData<typeof rootLoader>("root")?.origin ?? "";
  const ref = { subject: series.subject, metric: series.metric };
  const widget: Widget = {
    refs: [ref, ...(question.with ? [{ subject: question.with, metric: series.metric }] : [])],
    window: question.window,
    view: "line",
    mode: "live",
    provider: question.provider,
    ...(question.scale === "log" && { scale: "log" as const }),
  };
  const title = `${series.subjectName}: ${metrics[series.metric].name.toLowerCase()}`;
  const show = widgetQuery(widget);
  const page = origin + paths.series(ref, { window: question.window, with: question.with });
  const picture = origin + paths.metricPicture(ref, "png", show);
  const attributes = Object.entries({ chain: ref.subject, metric: ref.metric, ...show }).map(
    ([name, value]) => html` ${name}="${value}"`,
  );
  const codes: [name: string, text: string][] = [
    ["In a post here", widgetMarkdown(widget, "")],
    [
      "Frame",
      String(
        html`<iframe src="${origin + paths.metricEmbed(ref, show)}" title="${title}" width="100%" height="400" loading="lazy" frameborder="0"></iframe>`,
      ),
    ],
    [
      "Element, as high as its content",
      String(
        html`<script src="${origin}${paths.embedScript()}" async></script>\n<counterproof-metric${attributes}><a href="${page}">${title}</a></counterproof-metric>`,
      ),
    ],
    ["Markdown", `[![${title}](${picture})](${page})`],
    ["Picture", picture],
    ["Picture that scales", origin + paths.metricPicture(ref, "svg", show)],
    ["Data", origin + paths.metricPicture(ref, "json", show)],
    ["oEmbed", origin + paths.oEmbed(page)],
  ];
  return (
    <>
      <button type="button" className="button share-open" {...{ popovertarget: "share-series" }}>
        Share or embed
      </button>
      <div
        id="share-series"
        className="share"
        {...{ popover: "auto" }}
        role="dialog"
        aria-labelledby="share-series-title"
      >
        <div className="share-head">
          <h2 id="share-series-title">Show this elsewhere</h2>
          <button type="button" className="quiet" {...{ popovertarget: "share-series", popovertargetaction: "hide" }}>
            Close
          </button>
        </div>
        <div data-codes="">
          {codes.map(([name, text]) => (
            <div key={name} className="share-code">
              <h3>{name}</h3>
              <div className="code">
                <pre tabIndex={0} aria-label={name}>
                  {text}
                </pre>
              </div>
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
