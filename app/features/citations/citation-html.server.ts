/**
 * Markers and lists of sources as html, for stored posts and previews. Every text in it comes from strangers and is
 * escaped here.
 */
import { escapeAttribute, escapeText, noteLetter } from "~/features/markdown/markdown.server";
import { kindWords, type SourceCard, statusWords } from "~/features/sources/sources";
import { paths } from "~/paths";
import { type CitationList, type CitationMarkView, isEmpty, stanceWords } from "./citation";

type Place = { prefix: string; isPage: boolean };

const arrow =
  '<svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false"><path d="M20 18v-2a4 4 0 0 0-4-4H4M9 17l-5-5 5-5"/></svg>';

/** A run of markers: linked numbers in a page, `[1, 3]` elsewhere; undefined if none is in the list. */
export function markersHtml(ids: number[], list: CitationList, { prefix, isPage }: Place): string | undefined {
  const marks = ids.flatMap((id) => list.marks.find((mark) => mark.id === id) ?? []);
  if (marks.length === 0) return undefined;
  const runs = collapse(marks);
  if (!isPage) {
    const text = runs.map((run) => [...new Set([labelOf(run[0]!), labelOf(run.at(-1)!)])].join("–"));
    return `[${text.join(", ")}]`;
  }
  const html = runs.map((run) => {
    const last = run.length > 1 ? run.at(-1)! : null;
    const between = run.slice(1, -1).map((mark) => `<span id="${prefix}-c${mark.id}"${citeOf(mark, list)}></span>`);
    return `${markerHtml(run[0]!, list, prefix)}${last ? `–${between.join("")}${markerHtml(last, list, prefix)}` : ""}`;
  });
  return `<sup class="cite">${html.join(", ")}</sup>`;
}

const labelOf = ({ number }: CitationMarkView) => (number === null ? "†" : String(number));

/** Writes three or more consecutive numbers as a range if they have the same stance. */
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

/** The marker for a quote of this passage, by citekey, because keys of one post mean nothing in another. */
function citeOf({ sourceId }: CitationMarkView, list: CitationList) {
  const citekey = list.sources.find(({ id }) => id === sourceId)?.citekey;
  return citekey ? ` data-cite="${citekey}"` : "";
}

function markerHtml(mark: CitationMarkView, list: CitationList, prefix: string) {
  const source = list.sources.find(({ id }) => id === mark.sourceId);
  const title = source?.title ?? "a source";
  const id = `${prefix}-c${mark.id}`;
  if (mark.number === null) {
    const whose = mark.quotedHandle ? `cited by @${mark.quotedHandle}` : "cited in the quotation";
    const href = source?.citekey ? paths.source(source) : (source?.url ?? "#");
    const label = escapeAttribute(`${title}, ${whose}`);
    return `<a class="cite-quoted" href="${escapeAttribute(href)}" id="${id}" aria-label="† ${label}" title="${label}"${citeOf(mark, list)}>†</a>`;
  }
  const words = [`Source ${mark.number}`, wordOf(mark), mark.isNotInSource ? "not in source" : "", title];
  const label = escapeAttribute(words.filter(Boolean).join(", "));
  const kind = mark.isNotInSource ? ' class="cite-signal"' : mark.stance === "disputes" ? ' class="cite-disputes"' : "";
  return `<a${kind} href="#${prefix}-s${mark.number}" id="${id}" role="doc-noteref" aria-label="${label}" data-card="${prefix}-s${mark.number}"${citeOf(mark, list)}>${mark.number}</a>`;
}

const wordOf = (mark: CitationMarkView) => (mark.isStanceTyped ? stanceWords[mark.stance] : "");

const letters = "abcdefghijklmnopqrstuvwxyz";
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** The list at the end of a post: each source with links back to its uses, then names without an address. */
export function sourcesHtml(list: CitationList, place: Place): string {
  if (isEmpty(list) || (list.order.length === 0 && list.mentions.length === 0)) return "";
  return place.isPage ? listHtml(list, place.prefix) : plainListHtml(list);
}

function listHtml(list: CitationList, prefix: string) {
  const entries = list.order.map((id, index) => entryHtml(list, id, index + 1, prefix));
  return [
    `<div class="sources">`,
    `<h3 id="${prefix}-s0">Sources</h3>`,
    entries.length > 0 ? `<ol>${entries.join("")}</ol>` : "",
    list.mentions.length > 0 ? `<ul class="mentions">${list.mentions.map(mentionHtml).join("")}</ul>` : "",
    "</div>",
  ].join("");
}

function entryHtml(list: CitationList, sourceId: number, number: number, prefix: string) {
  const source = list.sources.find(({ id }) => id === sourceId);
  if (!source) return "";
  const marks = list.marks.filter((mark) => mark.sourceId === sourceId && mark.number !== null);
  const refs = marks.filter(({ kind }) => kind === "ref");
  const said = marks.find(({ kind }) => kind === "trailer")?.remark;
  const backlinks = refs.map((mark, use) => {
    const letter = refs.length > 1 ? letters[use % 26] : "";
    const which = refs.length > 1 ? `, ${ordinals[use] ?? `${use + 1}th`} use` : "";
    return `<a href="#${prefix}-c${mark.id}" aria-label="Back to citation ${number}${which}">${arrow}${letter}</a>`;
  });
  const details = refs
    .map((mark, use) => useHtml(mark, source, refs.length > 1 ? letters[use % 26]! : "", prefix))
    .filter(Boolean);
  const back = backlinks.length > 0 ? `<span class="source-back">${backlinks.join(" ")}</span>` : "";
  return [
    `<li id="${prefix}-s${number}" data-kind="${kindWords[source.kind].one}" data-host="${escapeAttribute(source.host)}">`,
    `<div class="source-line"><p dir="auto">${titleHtml(source)}${source.byline ? `<span class="source-rest">, ${escapeText(source.byline)}</span>` : ""}`,
    said ? ` <span class="source-said">“${escapeText(said)}”</span>` : "",
    statusHtml(source),
    source.citekey
      ? ` <a class="source-key" href="${paths.source(source)}" aria-label="All that cite ${escapeAttribute(source.title)}">${source.citekey}</a>`
      : "",
    `</p>${back}</div>`,
    details.length > 0 ? `<ul class="source-uses">${details.join("")}</ul>` : "",
    source.url ? `<p class="source-address">${escapeText(source.url)}${readOn(marks)}</p>` : "",
    "</li>",
  ].join("");
}

const readOn = ([first]: CitationMarkView[]) => (first?.at ? `, read ${first.at.slice(0, 10)}` : "");

function titleHtml({ title, url, archivedUrl, status }: SourceCard) {
  const words = escapeText(title);
  const shown = Array.from(title).length > 300 ? ` title="${escapeAttribute(title)}"` : "";
  const href = status === "dead" && archivedUrl ? archivedUrl : url;
  if (!href) return `<b class="source-title"${shown}>${words}</b>`;
  const robust = archivedUrl
    ? ` data-originalurl="${escapeAttribute(url ?? "")}" data-versionurl="${escapeAttribute(archivedUrl)}"`
    : "";
  const rel = href.startsWith("/") ? "" : ' rel="nofollow ugc noopener"';
  return `<a class="source-title" href="${escapeAttribute(href)}"${rel}${robust}${shown}>${words}</a>`;
}

function statusHtml({ status, statusSince, archivedUrl, url }: SourceCard) {
  const since = statusSince ? ` since ${statusSince.slice(0, 10)}` : "";
  const word = status === "unchecked" || status === "ok" ? "" : `${statusWords[status]}${since}`;
  const copy = archivedUrl
    ? status === "dead" && url
      ? `<a href="${escapeAttribute(url)}" rel="nofollow ugc noopener">original</a>`
      : `<a href="${escapeAttribute(archivedUrl)}" rel="nofollow ugc noopener" data-archived>archived copy</a>`
    : "";
  const parts = [word, copy].filter(Boolean).join(", ");
  return parts ? ` <span class="source-status">${parts}</span>` : "";
}

/** One use: its stance, place and exact words. */
function useHtml(mark: CitationMarkView, source: SourceCard, letter: string, prefix: string) {
  const words = [
    wordOf(mark) ? `<b>${wordOf(mark)}</b>` : "",
    mark.isNotInSource ? '<b class="signal">not in source</b>' : "",
    mark.version ? escapeText(mark.version) : "",
    mark.locator ? escapeText(mark.locator) : "",
    mark.quote ? quoteHtml(mark.quote, source.url) : "",
    mark.remark && mark.kind === "ref" ? escapeText(mark.remark) : "",
  ].filter(Boolean);
  if (words.length === 0) return "";
  return `<li data-use="${prefix}-c${mark.id}" dir="auto">${letter ? `<span class="source-letter">${letter}</span> ` : ""}${words.join(", ")}</li>`;
}

/** Link directly to the words, where the browser supports text fragments. */
function quoteHtml(quote: string, url: string | null) {
  const text = `<q>${escapeText(quote)}</q>`;
  if (!url || url.includes("#") || url.startsWith("/")) return text;
  const ends = quote.split(/\s+(?:…|\.\.\.|\[…\])\s+/);
  const parts = ends.length > 1 ? [ends[0]!, ends.at(-1)!] : ends;
  const fragment = parts.map((part) => encodeURIComponent(part).replaceAll("-", "%2D")).join(",");
  return `<a href="${escapeAttribute(`${url}#:~:text=${fragment}`)}" rel="nofollow ugc noopener">${text}</a>`;
}

function mentionHtml({ id, text }: CitationList["mentions"][number]) {
  const find =
    id > 0
      ? ` <a href="${paths.findSource({ id })}">Find this source<span class="visually-hidden">: ${escapeText(text)}</span></a>`
      : "";
  return `<li dir="auto"><span class="mention-sign" aria-hidden="true">?</span> “${escapeText(text)}” <span class="source-rest">no link given</span>${find}</li>`;
}

/**
 * The list for feeds and mail: numbers as in the text, each source with its address. More than five are one paragraph.
 */
function plainListHtml({ order, sources, mentions }: CitationList) {
  const items = order.flatMap((id, index) => {
    const source = sources.find((one) => one.id === id);
    if (!source) return [];
    const { title, byline, url } = source;
    const words = `[${index + 1}] ${escapeText([title, byline].filter(Boolean).join(", "))}`;
    return [url ? `${words}: <a href="${escapeAttribute(url)}">${escapeText(url)}</a>` : words];
  });
  const named = mentions.map(({ text }) => `“${escapeText(text)}”, no link given`);
  const all = [...items, ...named];
  return all.length > 5
    ? `<p><b>Sources</b> ${all.join("; ")}</p>`
    : `<p><b>Sources</b></p><ul>${all.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

/** A note's marker in a page; in other media the letter in brackets stays. */
export function noteMarkerHtml(id: string, fallback: string, { prefix, isPage }: Place): string | undefined {
  if (!isPage) return undefined;
  const [note, use] = id.split(":");
  const letter = fallback.slice(1, -1);
  return `<sup class="cite"><a href="#${prefix}-n${note}" id="${prefix}-m${note}-${use}" role="doc-noteref" aria-label="Note ${letter}" data-card="${prefix}-n${note}" data-card-kind="note">${letter}</a></sup>`;
}

export function noteBackHtml(id: string, { prefix, isPage }: Place): string {
  // Feeds have no links back to the text.
  if (!isPage) return "";
  const [note, use, uses] = id.split(":").map(Number);
  const which = uses! > 1 ? `, ${ordinals[use! - 1] ?? `${use}th`} use` : "";
  const letter = uses! > 1 ? letters[(use! - 1) % 26] : "";
  return ` <a class="source-back" href="#${prefix}-m${note}-${use}" aria-label="Back to note ${noteLetter(note!)}${which}">${arrow}${letter}</a>`;
}
