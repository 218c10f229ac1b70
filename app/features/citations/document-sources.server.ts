/** The sources of several posts as one list, for paper. */
import { kindWords } from "~/features/sources/sources";
import { type Html, html } from "~/ui/html";
import { readOn, statusHtml, titleHtml, useHtml } from "./citation-html.server";
import type { DocumentList, DocumentSource } from "./join-lists";

/** Each source with its number, the posts that cite it and how, and its address. Null when nothing is cited. */
export function documentSourcesHtml({ sources, mentions }: DocumentList, prefix: string): Html | null {
  if (sources.length === 0 && mentions.length === 0) return null;
  const entries = sources.map((entry) => entryHtml(entry, prefix));
  const named = mentions.map(
    (text) =>
      html`<li dir="auto"><span class="mention-sign" aria-hidden="true">?</span> “${text}” <span class="source-rest">no link given</span></li>`,
  );
  return html`<div class="sources">${entries.length > 0 && html`<ol>${entries}</ol>`}${
    named.length > 0 && html`<ul class="mentions">${named}</ul>`
  }</div>`;
}

function entryHtml({ number, source, uses }: DocumentSource, prefix: string): Html {
  const marks = uses.flatMap((use) => use.marks);
  const details = uses.flatMap(({ post, marks: own }) =>
    own.flatMap((mark) => useHtml(mark, source, `post ${post}`, prefix) ?? []),
  );
  const posts = uses.map(({ post }) => post);
  return html`<li id="${prefix}-s${number}" data-kind="${kindWords[source.kind].one}"><p dir="auto">${titleHtml(source)}${
    source.byline && html`<span class="source-rest">, ${source.byline}</span>`
  }${statusHtml(source)}</p><p class="source-posts">${`Cited in ${posts.length === 1 ? "post" : "posts"} ${inWords(posts)}`}</p>${
    details.length > 0 && html`<ul class="source-uses">${details}</ul>`
  }${source.url && html`<p class="source-address">${source.url}${readOn(marks)}</p>`}</li>`;
}

const inWords = (numbers: number[]) =>
  numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
