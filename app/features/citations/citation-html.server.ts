/** Markers and lists of sources as html, for stored posts and previews alike. */
import { noteLetter } from "~/features/markdown/markdown.server";
import { kindWords, noAddressWords, type SourceCard, statusWords } from "~/features/sources/sources";
import { paths } from "~/paths";
import { type Html, html, joinHtml } from "~/ui/html";
import { type CitationList, type CitationMarkView, isEmpty, stanceWords } from "./citation";

type Place = {
  prefix: string;
  isPage: boolean;
  /** The prefix of the list of sources that numbers refer to, when it is not the post's own. */
  listPrefix?: string | undefined;
};

const arrow = html`<svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false"><path d="M20 18v-2a4 4 0 0 0-4-4H4M9 17l-5-5 5-5"/></svg>`;

/** A run of markers: linked numbers in a page, `[1, 3]` elsewhere; undefined when none of them is in the list. */
export function markersHtml(ids: number[], list: CitationList, place: Place): Html | undefined {
  const { isPage } = place;
  const marks = ids.flatMap((id) => list.marks.find((mark) => mark.id === id) ?? []);
  if (marks.length === 0) return undefined;
  const runs = collapse(marks);
  if (!isPage) {
    const text = runs.map((run) => [...new Set(endsOf(run).map(labelOf))].join("–"));
    return html`[${text.join(", ")}]`;
  }
  const written = runs.map((run) => {
    const [first, last] = endsOf(run).map((mark) => markerHtml(mark, list, place));
    const between = run.slice(1, -1).map((mark) => betweenHtml(mark, list, place));
    return run.length > 1 ? html`${first}–${between}${last}` : first;
  });
  return html`<sup class="cite">${joinHtml(written, ", ")}</sup>`;
}

/** The first and the last, which may be the same one. */
const endsOf = (run: CitationMarkView[]) => [...run.slice(0, 1), ...run.slice(-1)];

const labelOf = ({ number }: CitationMarkView) => (number === null ? "†" : String(number));

/** Three or more numbers in a row are written as a range, as long as each of them has the same stance to its source. */
function collapse(marks: CitationMarkView[]): CitationMarkView[][] {
  const runs: CitationMarkView[][] = [];
  for (const mark of marks) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const goesOn =
      before?.number != null &&
      mark.number === before.number + 1 &&
      mark.stance === before.stance &&
      !isNotable(mark) &&
      !isNotable(before);
    if (run && goesOn) run.push(mark);
    else runs.push([mark]);
  }
  return runs.flatMap((run) => (run.length >= 3 ? [run] : run.map((mark) => [mark])));
}

const isNotable = ({ quote, locator, isNotInSource }: CitationMarkView) =>
  quote !== "" || locator !== "" || isNotInSource;

/** The marker that a quote of this passage writes in this one's place: keys of a post mean nothing elsewhere. */
function citeOf(mark: CitationMarkView, list: CitationList) {
  const citekey = list.sources.find(({ id }) => id === mark.sourceId)?.citekey;
  if (!citekey) return undefined;
  const { stance, isStanceTyped, locator, quote, remark } = mark;
  const words = quote && !/["“”]/.test(quote) ? `"${quote}"` : quote && !/[“”]/.test(quote) ? `“${quote}”` : "";
  const marker = [`${isStanceTyped ? `${stance}:` : ""}${citekey}`, locator, words, remark].filter(Boolean).join(", ");
  // Brackets and semicolons outside the quoted words would end it.
  return html` data-cite="${/[[\];\n]/.test(`${locator}${remark}`) ? citekey : marker}"`;
}

function markerHtml(mark: CitationMarkView, list: CitationList, { prefix, listPrefix = prefix }: Place): Html {
  const source = list.sources.find(({ id }) => id === mark.sourceId);
  const title = source?.title ?? "a source";
  const id = `${prefix}-c${mark.id}`;
  if (mark.number === null) {
    const whose = mark.quotedHandle ? `cited by @${mark.quotedHandle}` : "cited in the quotation";
    const href = source?.citekey ? paths.source(source) : (source?.url ?? "#");
    const label = `${title}, ${whose}`;
    return html`<a class="cite-quoted" href="${href}" id="${id}" aria-label="† ${label}" title="${label}"${citeOf(mark, list)}>†</a>`;
  }
  const words = [`Source ${mark.number}`, wordOf(mark), mark.isNotInSource ? "not in source" : "", title];
  const kind = mark.isNotInSource ? "cite-signal" : mark.stance === "disputes" ? "cite-disputes" : "";
  const target = `${listPrefix}-s${mark.number}`;
  return html`<a${kind && html` class="${kind}"`} href="#${target}" id="${id}" role="doc-noteref" aria-label="${words.filter(Boolean).join(", ")}" data-card="${target}"${citeOf(mark, list)}>${mark.number}</a>`;
}

/** A number that its range doesn't show: it keeps its place, for ways back and for the note in the margin. */
const betweenHtml = (mark: CitationMarkView, list: CitationList, { prefix, listPrefix = prefix }: Place) =>
  html`<span id="${prefix}-c${mark.id}" data-between="${listPrefix}-s${mark.number}"${citeOf(mark, list)}></span>`;

const wordOf = (mark: CitationMarkView) => (mark.isStanceTyped ? stanceWords[mark.stance] : "");

const letters = "abcdefghijklmnopqrstuvwxyz";
const letterOf = (use: number) => letters.charAt(use % 26);
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** The list at the end of a post: each source with the ways back to where it is cited, then names without an address. */
export function sourcesHtml(list: CitationList, place: Place): Html | null {
  if (isEmpty(list) || (list.order.length === 0 && list.mentions.length === 0)) return null;
  return place.isPage ? listHtml(list, place.prefix) : plainListHtml(list);
}

function listHtml(list: CitationList, prefix: string): Html {
  const entries = list.order.map((id, index) => entryHtml(list, id, index + 1, prefix));
  const mentions = list.mentions.map(mentionHtml);
  return html`<div class="sources"><h3 id="${prefix}-s0">Sources</h3>${entries.length > 0 && html`<ol>${entries}</ol>`}${
    mentions.length > 0 && html`<ul class="mentions">${mentions}</ul>`
  }</div>`;
}

function entryHtml(list: CitationList, sourceId: number, number: number, prefix: string): Html | null {
  const source = list.sources.find(({ id }) => id === sourceId);
  if (!source) return null;
  const marks = list.marks.filter((mark) => mark.sourceId === sourceId && mark.number !== null);
  const refs = marks.filter(({ kind }) => kind === "ref");
  const said = marks.find(({ kind }) => kind === "trailer")?.remark;
  const backlinks = refs.map((mark, use) => {
    const which = refs.length > 1 ? `, ${ordinals[use] ?? `${use + 1}th`} use` : "";
    return html`<a href="#${prefix}-c${mark.id}" aria-label="Back to citation ${number}${which}">${arrow}${refs.length > 1 && letterOf(use)}</a>`;
  });
  const details = refs.flatMap(
    (mark, use) => useHtml(mark, source, refs.length > 1 ? letterOf(use) : "", prefix) ?? [],
  );
  const line = html`${titleHtml(source)}${source.byline && html`<span class="source-rest">, ${source.byline}</span>`}${
    !source.url && !source.isHidden && html`<span class="source-rest">, ${noAddressWords(source.kind)}</span>`
  }${said && html` <span class="source-said">“${said}”</span>`}${statusHtml(source)}${
    source.citekey &&
    html` <a class="source-key" href="${paths.source(source)}" aria-label="All that cite ${source.title}">${source.citekey}</a>`
  }`;
  const back = backlinks.length > 0 && html`<span class="source-back">${joinHtml(backlinks, " ")}</span>`;
  return html`<li id="${prefix}-s${number}" data-kind="${kindWords[source.kind].one}" data-host="${source.host}"><div class="source-line"><p dir="auto">${line}</p>${back}</div>${
    details.length > 0 && html`<ul class="source-uses">${details}</ul>`
  }${source.url && html`<p class="source-address">${source.url}${readOn(marks)}</p>`}</li>`;
}

export const readOn = ([first]: CitationMarkView[]) => (first?.at ? `, read ${first.at.slice(0, 10)}` : "");

export function titleHtml({ title, url, archivedUrl, status }: SourceCard): Html {
  const shown = Array.from(title).length > 300 && html` title="${title}"`;
  const href = status === "dead" && archivedUrl ? archivedUrl : url;
  if (!href) return html`<b class="source-title"${shown}>${title}</b>`;
  const robust = archivedUrl && html` data-originalurl="${url}" data-versionurl="${archivedUrl}"`;
  const rel = !href.startsWith("/") && html` rel="nofollow ugc noopener"`;
  return html`<a class="source-title" href="${href}"${rel}${robust}${shown}>${title}</a>`;
}

export function statusHtml({ status, statusSince, archivedUrl, url }: SourceCard): Html | false {
  const since = statusSince ? ` since ${statusSince.slice(0, 10)}` : "";
  const word = status === "unchecked" || status === "ok" ? "" : `${statusWords[status]}${since}`;
  const copy =
    archivedUrl &&
    (status === "dead" && url
      ? html`<a href="${url}" rel="nofollow ugc noopener">original</a>`
      : html`<a href="${archivedUrl}" rel="nofollow ugc noopener" data-archived>archived copy</a>`);
  return (word !== "" || Boolean(copy)) && html` <span class="source-status">${joinHtml([word, copy], ", ")}</span>`;
}

/** One use of a source: its stance, where in the source it is, its exact words. Null when none of these is known. */
export function useHtml(mark: CitationMarkView, source: SourceCard, letter: string, prefix: string): Html | null {
  const stance = wordOf(mark);
  const words = [
    stance && html`<b>${stance}</b>`,
    mark.isNotInSource && html`<b class="signal">not in source</b>`,
    mark.version,
    mark.locator,
    mark.quote && quoteHtml(mark.quote, source.url),
    mark.kind === "ref" && mark.remark,
  ].filter(Boolean);
  if (words.length === 0) return null;
  return html`<li data-use="${prefix}-c${mark.id}" dir="auto">${letter && html`<span class="source-letter">${letter}</span> `}${joinHtml(words, ", ")}</li>`;
}

/** Where the browser can, the link goes to the words themselves. */
function quoteHtml(quote: string, url: string | null): Html {
  const text = html`<q>${quote}</q>`;
  if (!url || url.includes("#") || url.startsWith("/")) return text;
  const ends = quote.split(/\s+(?:…|\.\.\.|\[…\])\s+/);
  const parts = ends.length > 1 ? [...ends.slice(0, 1), ...ends.slice(-1)] : ends;
  const fragment = parts.map((part) => encodeURIComponent(part).replaceAll("-", "%2D")).join(",");
  return html`<a href="${url}#:~:text=${fragment}" rel="nofollow ugc noopener">${text}</a>`;
}

function mentionHtml({ id, text, proposed }: CitationList["mentions"][number]): Html {
  const words = proposed > 0 ? `${proposed} proposed` : "Find this source";
  const find =
    id > 0 && html` <a href="${paths.findSource({ id })}">${words}<span class="visually-hidden">: ${text}</span></a>`;
  return html`<li dir="auto"><span class="mention-sign" aria-hidden="true">?</span> “${text}” <span class="source-rest">no link given</span>${find}</li>`;
}

/** For feeds and mail: numbers as in the text, each source with its address; more than five in one paragraph. */
function plainListHtml({ order, sources, mentions }: CitationList): Html {
  const items = order.flatMap((id, index) => {
    const source = sources.find((one) => one.id === id);
    if (!source) return [];
    const { title, byline, url, kind, isHidden } = source;
    const without = url || isHidden ? "" : noAddressWords(kind);
    const words = `[${index + 1}] ${[title, byline, without].filter(Boolean).join(", ")}`;
    return [url ? html`${words}: <a href="${url}">${url}</a>` : html`${words}`];
  });
  const named = mentions.map(({ text }) => html`“${text}”, no link given`);
  const all = [...items, ...named];
  return all.length > 5
    ? html`<p><b>Sources</b> ${joinHtml(all, "; ")}</p>`
    : html`<p><b>Sources</b></p><ul>${all.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A note's marker in a page; elsewhere its letter in brackets stays. */
export function noteMarkerHtml(id: string, letter: string, { prefix, isPage }: Place): Html | undefined {
  if (!isPage) return undefined;
  const [note, use] = id.split(":");
  return html`<sup class="cite"><a href="#${prefix}-n${note}" id="${prefix}-m${note}-${use}" role="doc-noteref" aria-label="Note ${letter}" data-card="${prefix}-n${note}" data-card-kind="note">${letter}</a></sup>`;
}

/** The way back from a note to the place of its use. Null outside pages: letters that lead nowhere are no use in a feed. */
export function noteBackHtml(id: string, { prefix, isPage }: Place): Html | null {
  if (!isPage) return null;
  const [note = 0, use = 1, uses = 1] = id.split(":").map(Number);
  const which = uses > 1 ? `, ${ordinals[use - 1] ?? `${use}th`} use` : "";
  return html` <a class="source-back" href="#${prefix}-m${note}-${use}" aria-label="Back to note ${noteLetter(note)}${which}">${arrow}${uses > 1 && letterOf(use - 1)}</a>`;
}
