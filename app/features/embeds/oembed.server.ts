/** oEmbed 1.0 for our threads, posts, claims, sources and metrics. */
import { readChains } from "~/features/chains/chains.server";
import { findSubject } from "~/features/series/series.server";
import { findClaim } from "~/features/claims/claims.server";
import { readWidgets, widgetTitle } from "~/features/widgets/widgets.server";
import { isMetricId } from "~/features/metrics/metrics";
import { readWidgetQuery, widgetQuery } from "~/features/widgets/widgets";
import { findCitedRevision, findPostToAnswer, listWholePosts, readCitedText } from "~/features/posts/posts.server";
import { findSource } from "~/features/sources/sources.server";
import { findThread } from "~/features/threads/threads.server";
import { pageAt, paths } from "~/paths";
import { env } from "~/platform/env.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { counted } from "~/ui/count";
import { type Html, html } from "~/ui/html";
import { element } from "~/ui/xml";
import { formatDate } from "~/ui/dates";
import { cardSize } from "./card";
import { claimFrameHeight } from "./claim-codes";
import { claimTitle } from "./claim-embed.server";
import { frameCode } from "./frame-code";
import { metricSvg, pngSizeOf } from "./metric-svg.server";

type Embedding = {
  type: "rich";
  title: string;
  author_name?: string;
  author_url?: string;
  html: string;
  width: number;
  height: number;
  thumbnail_url?: string;
  thumbnail_width?: number;
  thumbnail_height?: number;
};

type Answer = { embedding: Embedding } | { status: 400 | 404; sentence: string };
type Room = { width: number; height: number };

const usual = { width: 640, height: 1_000 };
const frameHeights = { value: 180, spark: 220, line: 400, bars: 400, table: 400 } as const;
/** A short lifetime, because a cached answer outlives the hiding of its thread. */
const caching = {
  "Cache-Control": "public, no-cache",
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** Answers `/oembed?url=…&format=json|xml&maxwidth=…&maxheight=…`. */
export async function answerOEmbed(request: Request, asked: URLSearchParams): Promise<Response> {
  const format = asked.get("format") ?? "json";
  if (format !== "json" && format !== "xml") return say(501, "Formats are json and xml.");
  const room = {
    width: sizeOf(asked.get("maxwidth"), usual.width),
    height: sizeOf(asked.get("maxheight"), usual.height),
  };
  if (room.width === null || room.height === null)
    return say(400, "A largest width or height is a whole number of pixels above 0.");
  const address = asked.get("url") ?? "";
  if (address === "") return say(400, "Say which address: /oembed?url=…");
  const found = await embeddingOf(address, { width: room.width, height: room.height });
  if ("status" in found) return say(found.status, found.sentence);
  const whole = {
    version: "1.0",
    provider_name: "Counterproof",
    provider_url: env().publicOrigin,
    cache_age: 300,
    ...found.embedding,
  };
  const text = format === "json" ? `${JSON.stringify(whole)}\n` : toXml(whole);
  return answerOrUnchanged(
    request,
    { tag: versionOf(format, text), headers: caching },
    () =>
      new Response(text, {
        headers: { "Content-Type": format === "json" ? "application/json; charset=utf-8" : "text/xml; charset=utf-8" },
      }),
  );
}

/** Null if it is no size. */
function sizeOf(given: string | null, most: number): number | null {
  if (given === null || given === "") return most;
  return /^[1-9]\d{0,5}$/.test(given) ? Math.min(most, Number(given)) : null;
}

const say = (status: number, sentence: string) =>
  new Response(`${sentence}\n`, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "Access-Control-Allow-Origin": "*",
    },
  });

async function embeddingOf(address: string, room: Room): Promise<Answer> {
  if (!URL.canParse(address)) return { status: 400, sentence: "That is no address." };
  const page = pageAt(address, env().publicOrigin);
  const none = {
    status: 404,
    sentence: "There is no thread, post, claim, source or metric of ours at that address.",
  } as const;
  if (page?.kind === "thread" && !page.number) return (await threadEmbedding(page.id, room)) ?? none;
  if (page?.kind === "thread" && page.number) return (await numberedPost(page.id, page.number, room)) ?? none;
  if (page?.kind === "post" && page.revision) return (await revisionEmbedding(page.id, page.revision, room)) ?? none;
  if (page?.kind === "post") return (await postEmbedding(page.id, room)) ?? none;
  if (page?.kind === "source") return (await sourceEmbedding(page.name, room)) ?? none;
  if (page?.kind === "claim") return (await claimEmbedding(page.id, room)) ?? none;
  if (page?.kind === "series") return (await metricEmbedding(page, room)) ?? none;
  return none;
}

const absolute = (path: string) => env().publicOrigin + path;
const link = (path: string, words: string) => html`<a href="${absolute(path)}">${words}</a>`;

/** Words and links alone: they need no frame, and keep making sense when we are away. */
const quotation = (words: string, from: Html) =>
  String(html`<blockquote class="counterproof"><p>${words}</p>${from}</blockquote>`);

async function threadEmbedding(id: number, { width, height }: Room): Promise<Answer | null> {
  const thread = await findThread(id, null);
  if (!thread) return null;
  const [opening] = await listWholePosts({ openingOf: [id] }, 1);
  const posts = counted(thread.postCount, "post");
  const from = html`<p>${link(paths.thread(thread), thread.title)}, ${thread.author.name}, ${formatDate(thread.createdAt)}, ${posts}</p>`;
  return {
    embedding: {
      type: "rich",
      title: thread.title,
      author_name: thread.author.name,
      author_url: absolute(paths.member(thread.author)),
      html: quotation(opening?.excerpt ?? thread.title, from),
      width,
      height: Math.min(height, 240),
      ...thumbnail(paths.threadPicture(thread), { width, height }),
    },
  };
}

/** The picture at that path, which is a card, where there is room for it. */
function thumbnail(path: string, room: Room): Partial<Embedding> {
  // The spec forbids answers larger than the requested size.
  if (room.width < usual.width || room.height < cardSize.height) return {};
  return {
    thumbnail_url: absolute(path),
    thumbnail_width: cardSize.width,
    thumbnail_height: cardSize.height,
  };
}

async function numberedPost(threadId: number, number: number, room: Room): Promise<Answer | null> {
  const thread = await findThread(threadId, null);
  if (!thread) return null;
  if (number === 1) return threadEmbedding(threadId, room);
  const post = await findPostToAnswer(threadId, { number });
  return post && postEmbedding(post.id, room);
}

async function postEmbedding(id: number, { width, height }: Room): Promise<Answer | null> {
  const [post] = await listWholePosts({ id }, 1);
  if (!post) return null;
  const from = html`<p>${link(paths.post(post), `${post.author.name}, post ${post.number}`)} in ${link(paths.thread(post.thread), post.thread.title)}, ${formatDate(post.createdAt)}</p>`;
  return {
    embedding: {
      type: "rich",
      title: `${post.thread.title}, post ${post.number}`,
      author_name: post.author.name,
      author_url: absolute(paths.member(post.author)),
      html: quotation(post.excerpt, from),
      width,
      height: Math.min(height, 240),
      ...thumbnail(paths.postPicture(post), { width, height }),
    },
  };
}

/** The words of one revision, which another site goes on showing when the post says something else. */
async function revisionEmbedding(id: number, number: number, { width, height }: Room): Promise<Answer | null> {
  const revision = await findCitedRevision(id, number);
  if (!revision.ok || revision.post.isFolded) return null;
  const { post, createdAt } = revision;
  const { excerpt } = await readCitedText(id, number, { name: "oembed" });
  const from = html`<p>${link(paths.postRevision(post, number), `${post.author.name}, post ${post.number}, revision ${number}`)} in ${link(paths.thread(post.thread), post.thread.title)}, ${formatDate(createdAt)}</p>`;
  return {
    embedding: {
      type: "rich",
      title: `${post.thread.title}, post ${post.number}, revision ${number}`,
      author_name: post.author.name,
      author_url: absolute(paths.member(post.author)),
      html: quotation(excerpt, from),
      width,
      height: Math.min(height, 240),
    },
  };
}

/** A source with how often it is cited here; the words are those of its own page. */
async function sourceEmbedding(name: string, { width, height }: Room): Promise<Answer | null> {
  const source = await findSource(name.toLowerCase(), null);
  if (!source || source.isHidden) return null;
  const cited = `cited in ${counted(source.postCount, "post")}`;
  const from = html`<p>${[source.byline, source.host].filter(Boolean).join(", ")}, ${link(paths.source(source), cited)}</p>`;
  return {
    embedding: {
      type: "rich",
      title: source.title,
      html: quotation(source.title, from),
      width,
      height: Math.min(height, 200),
    },
  };
}

async function claimEmbedding(id: number, room: Room): Promise<Answer | null> {
  const claim = await findClaim(id, null);
  if (!claim) return null;
  const title = claimTitle(claim);
  const { width } = room;
  const tall = Math.min(room.height, claimFrameHeight);
  return {
    embedding: {
      type: "rich",
      title,
      author_name: claim.author.name,
      author_url: absolute(paths.member(claim.author)),
      html: frameCode(absolute(paths.claimEmbed(claim)), title, width, tall),
      width,
      height: tall,
      ...thumbnail(paths.claimPicture(claim), room),
    },
  };
}

type SeriesPage = { subject: string; metric: string; query: string };

async function metricEmbedding({ subject, metric, query }: SeriesPage, room: Room): Promise<Answer | null> {
  if (!isMetricId(metric) || !(await findSubject(subject))) return null;
  const read = readWidgetQuery(subject, metric, new URLSearchParams(query));
  if ("fault" in read) return { status: 400, sentence: read.fault };
  const [shown] = await readWidgets([{ ...read.widget, mode: "live" }]);
  const [first] = read.widget.refs;
  const title = widgetTitle(shown!);
  const show = widgetQuery(read.widget);
  const height = Math.min(room.height, frameHeights[read.widget.view] + 24 * (read.widget.refs.length - 1));
  const source = absolute(paths.metricEmbed(first!, show));
  const picture = pngSizeOf(metricSvg(shown!, { theme: "light", width: 600 }, await readChains(), ""));
  return {
    embedding: {
      type: "rich",
      title,
      html: frameCode(source, title, room.width, height),
      width: room.width,
      height,
      ...(room.width >= usual.width &&
        room.height >= picture.height && {
          thumbnail_url: absolute(paths.metricPicture(first!, "png", show)),
          thumbnail_width: picture.width,
          thumbnail_height: picture.height,
        }),
    },
  };
}

function toXml(values: Record<string, string | number | undefined>): string {
  const parts = Object.entries(values).map(([name, value]) => element(name, String(value)));
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${parts.join("")}</oembed>\n`;
}
