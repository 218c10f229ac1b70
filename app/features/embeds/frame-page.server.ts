/** The page of a frame for other sites: complete without script. */
import sansFont from "~/styles/fonts/sans-common.woff2?url";
import { readChainColours } from "~/features/chains/chains.server";
import { paths } from "~/paths";
import { frameHeaders } from "~/platform/security-headers.server";
import { type Html, html } from "~/ui/html";
import styles from "~/styles/embed.css?url";

export const frameThemes = ["auto", "light", "dark"];

type Given = { title: string; theme: string; body: Html; script?: string };

export async function framePage({ title, theme, body, script }: Given): Promise<string> {
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
${script && html`<script type="module" src="${script}"></script>\n`}</head>
<body><main aria-label="${title}"><h1 class="visually-hidden">${title}</h1>${body}</main></body>
</html>
`);
}

export const frameSentence = (words: string) => html`<p class="widget-missing">${words}</p>`;

export const answerFrame = (page: string, status: number, caching: Record<string, string>) =>
  new Response(page, {
    status,
    headers: { ...frameHeaders(), ...caching, "Content-Type": "text/html; charset=utf-8" },
  });
