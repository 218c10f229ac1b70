import sansFont from "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url";
import frameScript from "virtual:metric-frame-url";
import type { Widget } from "~/features/widgets/widgets";
import { readWidgets, widgetHtml, widgetTitle } from "~/features/widgets/widgets.server";
import { readChainColours } from "~/features/chains/chains.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { frameHeaders } from "~/platform/security-headers.server";
import { type Html, html, trustedHtml } from "~/ui/html";
import styles from "~/styles/embed.css?url";
import { metricCaching, readMetricEmbed } from "./metric-embed.server";

/** A metric as a page for frames: complete without script, live with it. */
export async function answerWithMetricFrame(
  request: Request,
  { chain, metric, url }: { chain: string | undefined; metric: string | undefined; url: URL },
): Promise<Response> {
  const theme = url.searchParams.get("theme") ?? "auto";
  const widget = await readMetricEmbed({ chain, metric, url });
  if (!["auto", "light", "dark"].includes(theme)) return refuse(400, "A theme is light, dark or auto.");
  if ("status" in widget) return refuse(widget.status, widget.sentence, theme);
  const page = await frameOf(widget, theme);
  return answerOrUnchanged(request, { tag: versionOf(page), headers: metricCaching }, () => answer(page, 200));
}

async function frameOf(widget: Widget, theme: string): Promise<string> {
  const [shown] = await readWidgets([widget]);
  const [first] = widget.refs;
  const title = widgetTitle(shown!);
  const body =
    shown!.series.length > 0
      ? widgetHtml({ shown: shown!, caption: "", key: "embed", pinned: null, frozen: null })
      : sentence(shown!.refused.join(" "));
  const page = `${env().publicOrigin}${paths.series(first!, { window: widget.window, scale: widget.scale })}`;
  return framePage({
    title,
    theme,
    // Links of a frame open beside the page that holds it.
    body: html`<div data-live-part="frame">${outward(body)}</div><p class="embed-from"><a href="${page}" target="_blank" rel="noopener">Counterproof</a></p>`,
  });
}

const sentence = (words: string) => html`<p class="widget-missing">${words}</p>`;

const outward = (body: Html) =>
  trustedHtml(String(body).replaceAll('<a class="widget-', '<a target="_blank" rel="noopener" class="widget-'));

async function framePage({ title, theme, body }: { title: string; theme: string; body: Html }): Promise<string> {
  const { version: colours } = await readChainColours();
  const chosen = theme !== "auto" && html` data-theme="${theme}"`;
  return String(html`<!doctype html>
<html lang="en"${chosen}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme === "auto" ? "light dark" : theme}">
<meta name="robots" content="noindex">
<title>${title} · Counterproof</title>
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<link rel="preload" as="font" type="font/woff2" crossorigin href="${sansFont}">
<link rel="stylesheet" href="${styles}">
<link rel="stylesheet" href="${paths.chainColours(colours)}">
<script type="module" src="${frameScript}"></script>
</head>
<body><main><h1 class="visually-hidden">${title}</h1>${body}</main></body>
</html>
`);
}

const answer = (page: string, status: number) =>
  new Response(page, {
    status,
    headers: { ...frameHeaders(), ...metricCaching, "Content-Type": "text/html; charset=utf-8" },
  });

const refuse = async (status: number, words: string, theme = "auto") =>
  answer(await framePage({ title: "Not found", theme, body: sentence(words) }), status);
