/** Fills the slots of stored html at reading time: one query per kind of slot, whatever the number of posts. */
import { LRUCache } from "lru-cache";
import type { ClaimMark } from "~/features/claims/claims";
import { type CitationList, numberedIn } from "~/features/citations/citations";
import { claimListHtml, ledgerLineHtml, listMarks, markHtml, type QuotedClaim } from "~/features/claims/claims.server";
import { markersHtml, noteBackHtml, noteMarkerHtml, sourcesHtml } from "~/features/citations/citations.server";
import { absoluteLinks, fillSlots, forMail } from "~/features/markdown/markdown.server";
import { mostBytesOfHtml, mostBytesOfWidgets, type Slot } from "~/features/markdown/markdown";
import type { PlacedWidget } from "~/features/widgets/widgets";
import type { previewWidgets } from "~/features/widgets/widgets.server";
import { findMemberCards } from "~/features/members/members.server";
import { findThreadTitles } from "~/features/threads/threads.server";
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { noteThreads } from "~/platform/dependencies.server";
import { env } from "~/platform/env.server";
import { enqueue } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { diagramRoom } from "~/ui/diagram-room";
import { html, type HtmlPart } from "~/ui/html";
import { widgetFiller } from "./fill-widgets.server";
import { linkCards } from "./link-cards.server";
import { foldedSentence, type QuoteState } from "./post";
import { isOfAnotherShape, readDerived } from "./post-derived";
import { listQuotes, type Quoted } from "./quotes.server";
import { prefixOf } from "./prefix";
import { quotedFigures, quoteOrigin } from "./quote-origin";

/**
 * Where html is shown: pages use relative links, feeds and mail need absolute ones, and mail has no pictures. A document is a page of many posts whose
 * sources have the numbers of one list, which stands after all of them; the ids of its entries begin with `listPrefix`.
 */
export type Medium = "page" | "feed" | "mail" | InDocument;
type InDocument = { numbers: ReadonlyMap<number, number>; listPrefix: string };

/** Quoted posts by id, and each quote's state by `post:ordinal`. */
type KnownQuotes = {
  originals: ReadonlyMap<number, Quoted>;
  states: ReadonlyMap<string, QuoteState>;
  /** None in a text that is not posted yet. */
  claims?: ReadonlyMap<string, { postId: number; claims: QuotedClaim[] }>;
};

/** `page` is the path of the page that shows the post; without it, its short address. */
type Presentable = Folding & { id: number; html: string; derived?: unknown; page?: string };

/** Of a row, or of a post as it is shown. Either may say that it is folded. */
type Folding = { foldedAt?: Date | null; folded?: object | null };

/** Outside of pages, where nothing opens by a click, a sentence stands for a folded post. */
const asShown = <Post extends Presentable>(post: Post, medium: Medium): Presentable =>
  medium !== "page" && (post.foldedAt ?? post.folded ?? null) !== null
    ? { ...post, html: String(html`<p>${foldedSentence}</p>`), derived: undefined }
    : post;

/** A text whose slots are to be filled: its citations and widgets, and the prefix of its ids. */
type Text = {
  id: number;
  html: string;
  list: CitationList;
  widgets: PlacedWidget[];
  /** Addresses alone in their paragraph. */
  links: string[];
  /** The length of the source. */
  bytes: number;
  /** Pinned values of widgets in an unsaved text, by number from 1. */
  frozen?: PreviewedWidgets["frozen"];
  /** The marks of an unsaved text; those of posts are read. */
  marks?: ClaimMark[];
};

type PreviewedWidgets = Awaited<ReturnType<typeof previewWidgets>>;

/** Html by post id for the medium. `known` are the posts' quotes, if the caller has read them. */
export async function presentPosts(
  stored: Presentable[],
  viewer: Viewer,
  medium: Medium,
  known?: KnownQuotes,
): Promise<Map<number, string>> {
  const posts = stored.map((post) => asShown(post, medium));
  const texts = posts.map(({ id, html: written, derived }) => {
    const { citations, widgets, links, bytes } = readDerived(derived);
    const list = typeof medium === "object" ? numberedIn(citations, medium.numbers) : citations;
    return { id, html: written, list, widgets, links, bytes };
  });
  const ids = posts.map((post) => post.id);
  const fill = await slotFiller(texts, viewer, medium, known ?? (await listQuotes(db, ids, viewer)));
  const odd = posts.filter(({ derived }) => derived !== undefined && isOfAnotherShape(derived)).map(({ id }) => id);
  const pages = new Map(posts.map(({ id, page }) => [id, page ?? paths.post({ id })]));
  const presented = texts.map((text): [number, string] => {
    try {
      const filled = fill(text);
      if (medium !== "feed" && medium !== "mail") return [text.id, filled];
      const absolute = absoluteLinks(filled, env().publicOrigin, pages.get(text.id)!);
      return [text.id, medium === "mail" ? forMail(absolute) : absolute];
    } catch (error) {
      log().error({ err: error, post: text.id }, "a post could not be shown");
      odd.push(text.id);
      return [text.id, String(html`<p class="notice">This post can't be shown just now (number ${text.id}).</p>`)];
    }
  });
  await renderAgain(odd);
  return new Map(presented);
}

/** Posts that this process has asked to be rendered again: each reader would ask otherwise. */
const asked = new LRUCache<number, true>({ max: 10_000, ttl: 60 * 60 * 1_000 });

/** Rendering writes what a post's row keeps in the shape of this build. */
async function renderAgain(ids: number[]) {
  for (const postId of new Set(ids)) {
    if (asked.has(postId)) continue;
    asked.set(postId, true);
    // Readers get the page all the same.
    await enqueue(db, "post.render", { postId }).catch((error: unknown) =>
      log().warn({ err: error, post: postId }, "a post could not be queued for rendering"),
    );
  }
}

/** The html of a text that is not posted yet. */
export async function presentPreview(
  html: string,
  shown: Pick<Text, "list" | "links" | "bytes"> & { widgets: PreviewedWidgets; marks: ClaimMark[] },
  viewer: Viewer,
  known: KnownQuotes,
): Promise<string> {
  const { list, links, bytes, widgets, marks } = shown;
  const text = { id: 0, html, list, links, bytes, widgets: widgets.placed, frozen: widgets.frozen, marks };
  const fill = await slotFiller([text], viewer, "page", known);
  return fill(text);
}

/** Returns how slots are filled for this viewer. A slot whose object is gone keeps its readable text. */
async function slotFiller(
  texts: Text[],
  viewer: Viewer,
  medium: Medium,
  { states, originals, claims: quotedClaims = new Map() }: KnownQuotes,
): Promise<(text: Text) => string> {
  let hasClaims = false;
  const wanted = { mention: new Set<number>(), thread: new Set<number>(), "quote-origin": new Set<number>() };
  for (const text of texts) {
    fillSlots(text.html, (slot) => {
      hasClaims ||= slot.kind === "claim";
      if (slot.kind in wanted) wanted[slot.kind as keyof typeof wanted].add(Number.parseInt(slot.id, 10));
      return undefined;
    });
  }
  const members = await findMemberCards([...wanted.mention]);
  const threads = await findThreadTitles([...wanted.thread], viewer);
  // A nested quote has no row.
  const nested = [...wanted["quote-origin"]].filter((id) => !originals.has(id));
  const quoted = new Map([...originals, ...(await findQuoted(nested, viewer))]);

  const claiming = new Set([...quotedClaims.values()].map(({ postId }) => postId));
  if (hasClaims) for (const { id, marks: own } of texts) if (!own) claiming.add(id);
  const marks = await listMarks([...claiming], viewer);
  for (const { id, marks: own } of texts) if (own) marks.set(id, own);

  const isPage = medium !== "feed" && medium !== "mail";
  const listPrefix = typeof medium === "object" ? medium.listPrefix : undefined;
  const widgetOf = await widgetFiller(texts, isPage);
  const cardOf = await linkCards([...new Set(texts.flatMap(({ links }) => links))], viewer);

  const fill = ({ kind, id, fallback }: Slot, { id: postId, list, links }: Text): HtmlPart => {
    if (kind === "diagram") return isPage && roomOf(id);
    const place = { prefix: prefixOf(postId), isPage, listPrefix };
    if (kind === "mention") {
      const member = members.get(Number(id));
      if (member?.isFormer) return html`former member`;
      return member && html`<a class="mention" href="${paths.member(member)}" title="${member.name}">${fallback}</a>`;
    }
    if (kind === "thread") {
      const thread = threads.get(Number(id));
      return (
        thread && html`<a class="thread-link" href="${paths.thread(thread)}" title="${thread.title}">#${thread.id}</a>`
      );
    }
    if (kind === "quote-origin") {
      const [quotedId, revision, ordinal] = id.split(":").map(Number);
      const post = quoted.get(quotedId!);
      if (!post) return html`${fallback} · the quoted post was removed`;
      const key = `${postId}:${ordinal}`;
      const figures = quotedFigures(quotedClaims.get(key)?.claims ?? [], marks.get(quotedId!) ?? []);
      return html`${quoteOrigin(post, revision!, states.get(key) ?? "holds")}${figures}`;
    }
    if (kind === "widget") return widgetOf(postId, Number(id));
    if (kind === "claim") {
      const [ordinal, half] = id.split(":").map(Number);
      const mark = marks.get(postId)?.find((one) => one.ordinal === ordinal);
      return mark && markHtml(mark, half, place);
    }
    if (kind === "card") return cardOf(links[Number(id) - 1] ?? "");
    if (kind === "citation") return markersHtml(id.split(":").map(Number), list, place);
    if (kind === "note") return noteMarkerHtml(id, String(fallback).slice(1, -1), place);
    return noteBackHtml(id, place);
  };
  return (text) => {
    const own = marks.get(text.id) ?? [];
    const prefix = prefixOf(text.id);
    const around = [
      ledgerLineHtml(own, isPage),
      listPrefix === undefined && sourcesHtml(text.list, { prefix, isPage }),
      isPage && claimListHtml(own, prefix),
    ].map((part) => String(part || ""));
    const [before = "", ...after] = around;
    const most = mostBytesOfHtml(text.bytes) - around.join("").length - text.html.length;
    const bounded = boundedFill(most, (slot) => fill(slot, text));
    return before + fillSlots(text.html, bounded) + after.join("");
  };
}

/** The room that a diagram is drawn in, from `width:height`. Elsewhere nothing draws it. */
function roomOf(id: string): HtmlPart {
  const [width = 0, height = 0] = id.split(":").map(Number);
  return diagramRoom([width, height]);
}

/**
 * Fills slots until a text has become as large as it may: names and titles can have grown since it was written. The rest of
 * the slots keep their readable text. Widgets have a bound of their own.
 */
function boundedFill(most: number, fill: (slot: Slot) => HtmlPart): (slot: Slot) => HtmlPart {
  const left = { widget: mostBytesOfWidgets, other: most };
  return (slot) => {
    const part = fill(slot);
    if (part === null || part === undefined) return part;
    const kind = slot.kind === "widget" ? "widget" : "other";
    left[kind] -= String(part).length;
    return left[kind] < 0 ? undefined : part;
  };
}

async function findQuoted(ids: number[], viewer: Viewer): Promise<Map<number, Quoted>> {
  if (ids.length === 0) return new Map();
  const posts = await db.post.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { id: true, number: true, revision: true, threadId: true, author: { select: { name: true } } },
  });
  noteThreads(posts.map(({ threadId }) => threadId));
  return new Map(posts.map((post) => [post.id, post]));
}
