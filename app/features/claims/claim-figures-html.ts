/** A claim's figures as html, for its card, its page and its frame: stated → at posting → now, and how they compare. */
import { definitions, isDefinitionId } from "~/features/metrics/metrics";
import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import { type Html, html, type HtmlPart } from "~/ui/html";
import { briefValues } from "./ledger-words";
import type { ClaimPage } from "./find-claim.server";
import type { Check } from "./verdict";
import { daysInWords } from "./words";

const arrow = html`<svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false"><path d="M5 12h14M13 6l6 6-6 6"/></svg>`;

type Shown = Pick<
  ClaimPage,
  "text" | "heading" | "address" | "title" | "statedAt" | "checkedAt" | "verdict" | "source" | "others" | "restated"
>;

/** Three values with their days. */
export function claimValuesHtml(claim: Shown): Html {
  const { statedAt, checkedAt, verdict } = claim;
  const values = briefValues(claim);
  const waits = checkedAt === null && "not checked yet";
  const then = waits || (verdict.atPosting ? windowInWords(verdict.atPosting) : "no data then");
  const now = waits || (verdict.now ? windowInWords(verdict.now) : (verdict.withheld ?? sinceInWords(verdict.lastDay)));
  return html`<dl class="claim-values">${valueHtml("Stated", values.stated, formatDate(statedAt))}${arrow}${valueHtml("At posting", values.atPosting, then)}${arrow}${valueHtml("Now", values.now, now)}</dl>`;
}

const valueHtml = (label: string, value: string, note: string) =>
  html`<div><dt>${label}</dt><dd class="claim-value">${value || "–"}</dd><dd class="claim-value-note">${note}</dd></div>`;

const windowInWords = ({ observed }: Check) => daysInWords(observed.from, observed.to);
const sinceInWords = (day: string | null) => (day ? `no data since ${formatDate(day)}` : "no data");

/** Definition, provider, relations. */
export function claimFactsHtml({ verdict, source, others, restated }: Shown): Html | null {
  const series = (verdict.atPosting ?? verdict.now)?.observed.series ?? [];
  const definitionIds = [...new Set(series.map(({ definition }) => definition))].filter(isDefinitionId);
  const members = series.flatMap((one) => one.members);
  const rows: [string, HtmlPart][] = [
    [
      "Definition",
      definitionIds.map(
        (id, index) =>
          html`${index > 0 && ", "}<a href="${`${paths.metric(definitions[id].metric)}#${id}`}">${definitions[id].name}</a>`,
      ),
    ],
    ["Provider", series.length > 0 && source],
    ["Chains", members.length > 0 && members.join(", ")],
    ["Also", others.map((other, index) => html`${index > 0 && ", "}<a href="${paths.claim(other)}">${other.text}</a>`)],
    [
      "Restates",
      restated && html`<a href="${paths.claim(restated)}">${restated.text}</a>, said before in post ${restated.number}`,
    ],
  ];
  const known = rows.filter(([, value]) => value && (!Array.isArray(value) || value.length > 0));
  return known.length === 0
    ? null
    : html`<dl class="claim-facts">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The sentences of arithmetic: against data, against other claims, or why there is none. */
export function claimArithmeticHtml({ verdict }: Pick<ClaimPage, "verdict">): Html | null {
  const sentences = [
    verdict.atPosting?.says,
    ...verdict.contradictions.slice(0, 3).map(({ says }) => says),
    ...verdict.agreements.slice(0, 3).map(({ says }) => says),
    verdict.obstacle,
  ];
  const known = sentences.filter((sentence) => sentence);
  return known.length === 0 ? null : html`${known.map((sentence) => html`<p class="claim-says">${sentence}</p>`)}`;
}

/** A claim's whole card, as a fragment of html for the card module. */
export function claimCardHtml(claim: ClaimPage, spark: Html | null): Html {
  const last = claim.history.slice(0, 3);
  const page = paths.claim(claim);
  return html`<div class="claim-card">${[
    claimValuesHtml(claim),
    spark,
    claimFactsHtml(claim),
    claimArithmeticHtml(claim),
    last.length > 0 &&
      html`<ul class="claim-history">${last.map(({ at, word }) => html`<li>${formatDate(at)} · ${word}</li>`)}</ul>`,
    claim.correctedFrom &&
      html`<p>Corrected ${claim.correctedAt && formatDate(claim.correctedAt)}: was <s>${claim.correctedFrom}</s>.</p>`,
  ]}</div><div class="card-actions"><a href="${`${page}#evidence`}">Dispute</a><a href="${`${page}#evidence`}">Add source</a><a href="${`${page}#embed`}">Embed</a><a href="${page}">Permalink</a></div>`;
}
