/**
 * A discussion as one markdown text. All that an author wrote stands in block quotes, each line with its sign, or has its
 * signs escaped: whatever a text opens (a heading, a fence, a quote) ends with it, so that no post passes for another one.
 */
import { type CitationList, stanceWords } from "~/features/citations/citations";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { formatDate, formatMinute } from "~/ui/dates";
import { inlineMarkdown as inline, quotedMarkdown as quoted } from "~/ui/plain-markdown";
import { type Relation, relationWords } from "./post";

/** A claim as its ledger says it, for everybody. */
type ClaimLine = { id: number; text: string; word: string; found: string };

/** A widget's values at posting: "Base, TPS" and "142 tx/s". */
export type PinnedLine = { title: string; at: string; values: { name: string; value: string; asOf: string | null }[] };

export type PlainPost = {
  id: number;
  number: number;
  author: { handle: string; name: string };
  createdAt: string;
  editedAt: string | null;
  revision: number;
  /** The number of the post that it answers. */
  answers: number | null;
  relation: Relation | null;
  /** The author's disclosure for this post; empty if there is none. */
  disclosure: string;
  /** Its source. */
  body: string;
  citations: CitationList;
  claims: ClaimLine[];
  pinned: PinnedLine[];
};

export type DiscussionPost = PlainPost | RemovedFromDiscussion;
/** A moved one is in another thread now. */
export type RemovedFromDiscussion = { id: number; number: number; reason: "hidden" | "deleted" | "moved" };

type Given = {
  thread: {
    id: number;
    slug: string;
    title: string;
    author: { handle: string; name: string };
    createdAt: string;
    lastPostAt: string;
    postCount: number;
    lastNumber: number;
    lockedAt: string | null;
    tags: { name: string }[];
  };
  posts: DiscussionPost[];
  first: number;
  last: number;
  origin: string;
};

/** The text, which ends in a line break. */
export function discussionMarkdown({ thread, posts, first, last, origin }: Given): string {
  const isWhole = first === 1 && last >= thread.lastNumber;
  const facts = [
    `Thread: ${address(paths.thread(thread), origin)}`,
    `Opened by ${person(thread.author)}, ${formatDate(thread.createdAt)}`,
    `${counted(thread.postCount, "post")}, the last of ${formatMinute(thread.lastPostAt)}`,
    thread.tags.length > 0 && `Tags: ${thread.tags.map(({ name }) => inline(name)).join(", ")}`,
    thread.lockedAt && `Locked since ${formatDate(thread.lockedAt)}`,
    `How to cite it: ${address(paths.citeThread(thread), origin)}`,
    !isWhole && `This part: posts ${first} to ${last} of ${thread.lastNumber}`,
    last < thread.lastNumber && `Next part: ${address(paths.threadMarkdown(thread, last + 1), origin)}`,
  ];
  const parts = [
    `# ${inline(thread.title)}`,
    list(facts),
    "Block quotes hold what authors wrote, in its source: `[^key]` cites a source, `[words](metric:…)` states a claim, and a `metric:` picture is a chart.",
    ...posts.map((post) => ("body" in post ? postPart(post, origin) : removedPart(post, origin))),
  ];
  return `${parts.join("\n\n")}\n`;
}

const removedPart = (post: RemovedFromDiscussion, origin: string) =>
  `## Post ${post.number}\n\n${
    post.reason === "moved"
      ? `Moved to another thread: ${address(paths.post(post), origin)}`
      : `Not shown: ${post.reason === "deleted" ? "deleted by its author" : "hidden by a moderator"}.`
  }`;

function postPart(post: PlainPost, origin: string): string {
  const { number, author, createdAt, editedAt, revision, answers, relation, disclosure } = post;
  const facts = [
    `By ${person(author)}, ${formatMinute(createdAt)}`,
    answers !== null && `${relation ? relationWords[relation] : "in reply to"} post ${answers}`,
    editedAt && `Revision ${revision}, edited ${formatMinute(editedAt)}`,
    disclosure && `Disclosed for this post: ${inline(disclosure)}`,
    `Address: ${address(paths.postRevision(post, revision), origin)}`,
  ];
  return [
    `## Post ${number}`,
    list(facts),
    quoted(post.body),
    ...section(
      `Claims of post ${number}`,
      post.claims.map((claim) => claimLine(claim, origin)),
    ),
    ...section(`Sources of post ${number}`, sourceLines(post.citations, origin)),
    ...section(`Values pinned in post ${number}`, post.pinned.flatMap(pinnedLines)),
  ].join("\n\n");
}

const section = (title: string, lines: string[]) => (lines.length > 0 ? [`### ${title}`, list(lines)] : []);

const list = (lines: (string | false | null)[]) =>
  lines
    .filter(Boolean)
    .map((line) => `- ${line}`)
    .join("\n");

const person = ({ name, handle }: { name: string; handle: string }) => `${inline(name)} (@${inline(handle)})`;

const claimLine = ({ id, text, word, found }: ClaimLine, origin: string) =>
  [`“${inline(text)}”: **${inline(word)}**.`, found && inline(found), address(paths.claim({ id }), origin)]
    .filter(Boolean)
    .join(" ");

/** A source for each number in the text, then the names that came without a link. */
function sourceLines({ order, sources, marks, mentions }: CitationList, origin: string): string[] {
  const lines = order.flatMap((id, index) => {
    const source = sources.find((one) => one.id === id);
    if (!source) return [];
    const uses = marks
      .filter((mark) => mark.sourceId === id && mark.number !== null)
      .map(({ stance, isStanceTyped, isNotInSource, version, locator, quote, remark }) =>
        [
          isStanceTyped && stanceWords[stance],
          isNotInSource && "not in source",
          version,
          locator,
          quote && `“${quote}”`,
          remark,
        ]
          .filter(Boolean)
          .join(", "),
      )
      .filter(Boolean);
    const named = [source.title, source.byline].filter(Boolean).join(", ");
    return [
      [
        `${index + 1}: ${inline(named)}.`,
        source.citekey && `Key ${inline(source.citekey)}.`,
        source.url && address(source.url, origin),
        source.archivedUrl && `Archived copy: ${address(source.archivedUrl, origin)}`,
        source.status === "dead" && "The page is gone.",
        uses.length > 0 && `Cited for: ${inline(uses.join("; "))}.`,
      ]
        .filter(Boolean)
        .join(" "),
    ];
  });
  return [...lines, ...mentions.map(({ text }) => `“${inline(text)}”, named without a link`)];
}

const pinnedLines = ({ title, at, values }: PinnedLine) =>
  values.map(
    ({ name, value, asOf }) =>
      `${inline(title)}: ${inline(name)} ${inline(value)}, pinned ${formatMinute(at)}${asOf ? `, as of ${formatMinute(asOf)}` : ""}`,
  );

/** An address in angle brackets; a path is one of this site. */
const address = (url: string, origin: string) =>
  `<${(url.startsWith("/") ? origin + url : url).replaceAll(/[<>\s\\]/g, (sign) => encodeURIComponent(sign))}>`;
