/** Draws a letter of several parts as an html document: one sheet of styles, fonts that every reader has, nothing that is loaded. */
import { paperColour } from "~/styles/token-colour.server";
import { type Html, html, trustedHtml } from "~/ui/html";
import type { Part, RichLetter, Words } from "./rich-letter";

const roles = ["page", "ink", "ink-2", "line", "line-2", "accent", "on-accent"] as const;

function colouring(scheme: "light" | "dark"): string {
  const [page, ink, ink2, line, line2, accent, onAccent] = roles.map((role) => paperColour(role, scheme));
  return `
body { background: ${page}; color: ${ink}; }
a { color: ${accent}; }
.letter h2 a, .letter .title a, .who a { color: ${ink}; text-decoration: none; }
.aside, .figures td:nth-child(2) { color: ${ink2}; }
h2, th { border-color: ${ink}; }
.letter .action a { background: ${accent}; color: ${onAccent}; }
.note, .foot, blockquote, .above { color: ${ink2}; }
.foot, td, hr, .line { border-color: ${line}; }
h1 + .line { border-color: ${ink}; }
blockquote { border-color: ${line2}; }
pre, code { background: ${line}; }`;
}

const css = () => `
body { margin: 0; padding: 24px 16px; font: 17px/26px Georgia, Times New Roman, serif; }
.letter { max-width: 552px; margin: 0 auto; overflow-wrap: anywhere; }
.above { margin: 0 0 20px; font: 13px/18px Arial, Helvetica, sans-serif; }
.brand { margin: 0 0 24px; font-size: 18px; font-weight: bold; }
h1 { margin: 0 0 16px; font-size: 26px; line-height: 32px; }
h2 { margin: 32px 0 4px; padding-bottom: 8px; border-bottom: 1px solid; font-size: 20px; line-height: 26px; }
h3, h4, h5, h6 { margin: 20px 0 8px; font-size: 17px; line-height: 24px; }
p, ul, ol, pre, blockquote { margin: 0 0 16px; }
.who { margin: 0 0 4px; font: 15px/21px Arial, Helvetica, sans-serif; }
.line { padding: 10px 0; border-bottom: 1px solid; }
.line p { margin: 0; }
.row { width: 100%; margin: 0; }
.row td { padding: 10px 0; }
.row p { margin: 0; }
.title { font: bold 17px/22px Georgia, Times New Roman, serif; }
.row .note { padding-top: 2px; }
.row .aside { width: 110px; padding-left: 16px; font-size: 13px; line-height: 22px; text-align: right; }
.note { margin: 0 0 12px; font: 14px/20px Arial, Helvetica, sans-serif; }
.posted { margin: 16px 0 24px; }
.action { margin: 24px 0 16px; }
.action a { display: inline-block; padding: 10px 18px; border-radius: 2px; font: bold 15px/20px Arial, Helvetica, sans-serif; text-decoration: none; }
blockquote { padding-left: 20px; border-left: 1px solid; }
ul, ol { padding-left: 24px; }
pre { padding: 10px 12px; white-space: pre-wrap; font: 13px/19px Menlo, Consolas, monospace; }
code { font: 14px Menlo, Consolas, monospace; }
table { width: 100%; margin: 0 0 12px; border-collapse: collapse; font: 15px/20px Arial, Helvetica, sans-serif; }
th { font-size: 13px; }
th, td { padding: 8px 8px 8px 0; border-bottom: 1px solid; text-align: left; vertical-align: top; }
.figures th, .figures td { text-align: right; white-space: nowrap; }
.figures th:first-child, .figures td:first-child { text-align: left; white-space: normal; }
.figures td:nth-child(3), .figures td:last-child { font-weight: bold; }
.figures td:last-child { padding-right: 0; }
.figures th:last-child { padding-right: 0; }
hr { border: 0; border-top: 1px solid; }
.foot { margin-top: 28px; padding-top: 14px; border-top: 1px solid; font: 13px/19px Arial, Helvetica, sans-serif; }
.foot p { margin: 0 0 8px; }
@media (max-width: 480px) { .figures td, .figures th { padding-right: 6px; font-size: 13px; } }
${colouring("light")}
@media (prefers-color-scheme: dark) {${colouring("dark")} }
`;

/** A letter as an html document. */
export function richLetterHtml({ subject, firstLine, title, parts, reason, links }: RichLetter): string {
  const foot = links.map(
    ({ words, url }, index) => html`${index > 0 && trustedHtml(" &nbsp;·&nbsp; ")}<a href="${url}">${words}</a>`,
  );
  // The sheet is ours: it holds nothing that somebody typed.
  const sheet = trustedHtml(`<style>${css()}</style>`);
  return `<!doctype html>\n${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>${sheet}</head>
<body><div class="letter">${firstLine && html`<p class="above">${firstLine}</p>`}<p class="brand">Counterproof</p>
<h1 dir="auto">${title}</h1>
${parts.map(partHtml)}
<div class="foot"><p>${reason}</p><p>${foot}</p></div></div></body></html>`}\n`;
}

function partHtml(part: Part): Html {
  switch (part.kind) {
    case "heading":
      return html`<h2 dir="auto">${part.url ? html`<a href="${part.url}">${part.words}</a>` : part.words}</h2>\n`;
    case "line":
      return html`<div class="line"><p class="who">${wordsHtml(part.words)}</p>${part.note && html`<p class="note" dir="auto">${part.note}</p>`}</div>\n`;
    case "row":
      return html`<table class="row" role="presentation"><tr><td><p class="title" dir="auto"><a href="${part.title.url}">${part.title.words}</a></p><p class="note" dir="auto">${wordsHtml(part.note)}</p></td><td class="aside">${part.aside}</td></tr></table>\n`;
    case "post":
      return html`<div class="posted">${trustedHtml(part.html)}</div>\n`;
    case "note":
      return html`<p class="note">${wordsHtml(part.words)}</p>\n`;
    case "action":
      return html`<p class="action"><a href="${part.url}">${part.words}</a></p>\n`;
    case "table":
      return tableHtml(part);
  }
}

const wordsHtml = (words: Words) =>
  words.map((one) => {
    if (typeof one === "string") return one;
    const said = one.isStrong ? html`<b>${one.words}</b>` : one.isGone ? html`<s>${one.words}</s>` : one.words;
    return one.url ? html`<a href="${one.url}">${said}</a>` : said;
  });

const tableHtml = ({ label, columns, rows }: Extract<Part, { kind: "table" }>) =>
  html`<table class="figures" aria-label="${label}"><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>\n`;
