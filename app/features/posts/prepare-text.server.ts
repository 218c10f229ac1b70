/** Reading a text before the transaction that stores it. */
import { askingMember, type Member } from "~/features/auth/auth";
import { MarkdownTooLarge } from "~/features/markdown/markdown.server";
import { mostBytesOfHtml } from "~/features/markdown/markdown";
import { db, inTransaction, type Tx } from "~/platform/db.server";
import { type Asker, askingJobs, inLane, type Lane, type Reader } from "~/platform/lanes.server";
import { TextOutdated } from "~/platform/reading-errors";
import type { DiagramSizes } from "~/ui/diagram-size";
import { knownSizes, sizesOfText } from "./diagram-sizes";
import { bytesOf } from "./post-form";
import { presentPreview } from "./present-posts.server";
import { judgeQuotesAgain, type Place, type QuoteAgain } from "./quotes.server";
import { prefixOf } from "./prefix";
import { readText, type ReadText } from "./read-text.server";

/** A text that can be stored as the post's newest one. */
export type PreparedText = ReadText & {
  postId: number;
  /** The quotes of this post by others, judged by its new text. */
  quotedBy: QuoteAgain[];
  /** The sizes of its diagrams that are known. */
  diagramSizes: DiagramSizes | null;
  /** The column of the post when it was read. */
  storedSizes: unknown;
};

/** The place of a text and its kind. Read again for each attempt. */
export type ToWrite = {
  postId: number;
  body: string;
  place?: Place | undefined;
  /** The post is not there yet: nobody quotes it. */
  isNew?: boolean;
  /** The sizes of diagrams that came with the text. */
  diagramSizes?: DiagramSizes | undefined;
  /** The post's or held text's column of them: what came with the text goes before it. */
  storedSizes?: unknown;
};

const attempts = 4;

/** Members' texts wait in the writers' lane. A text that was sent is written, even if its author doesn't wait for it. */
export const asWriter = (member: Pick<Member, "id">) => ({ lane: "writers" as const, asker: askingMember(member) });

/** Rendering again in the background can wait. */
export const asJob = { lane: "jobs" as const, asker: askingJobs };

type Waits = { lane: Lane; asker: Asker };

type Write<T, Text> = (tx: Tx, text: Text) => Promise<T>;

/**
 * Reads a text in a lane, then runs `write` in a transaction. When what the text was read against has changed by then, both
 * are done again. `find` answers null when there is no text to read; then `write` gets null.
 */
export function withPreparedText<T>(
  waits: Waits,
  find: () => Promise<ToWrite>,
  write: Write<T, PreparedText>,
): Promise<T>;
export function withPreparedText<T>(
  waits: Waits,
  find: () => Promise<ToWrite | null>,
  write: Write<T, PreparedText | null>,
): Promise<T>;
export async function withPreparedText<T, Nothing extends null>(
  { lane, asker }: Waits,
  find: () => Promise<ToWrite | Nothing>,
  write: Write<T, PreparedText | Nothing>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const found = await find();
    const text = found && (await inLane(lane, asker, (reader) => prepareText(found, reader)));
    try {
      return await inTransaction((tx) => write(tx, text));
    } catch (error) {
      if (!(error instanceof TextOutdated) || attempt === attempts) throw error;
    }
  }
}

/** Half a surrogate pair becomes U+FFFD in UTF-8, and so in the database. */
const asStored = (body: string) => Buffer.from(body).toString();

async function prepareText(given: ToWrite, reader: Reader): Promise<PreparedText> {
  const { postId, body, place, isNew, storedSizes = null } = given;
  const sizes = knownSizes(given.diagramSizes, storedSizes);
  const text = await readText(asStored(body), { reader, prefix: prefixOf(postId), place, diagramSizes: sizes });
  await checkFilledSize(text);
  const quotedBy = isNew ? [] : await judgeQuotesAgain(postId, text.parsed.plainText, reader);
  return { ...text, postId, quotedBy, diagramSizes: sizesOfText(sizes, text.parsed.diagrams), storedSizes };
}

/** More than the usual html of a filled slot, and of a source in the list. */
const roughSizes = { slot: 700, use: 700, source: 1_200 };

/** Refuses a text that fills too much of a page. Only one that could is filled to be measured. */
async function checkFilledSize({ body, html, preview: { list }, quotes, parsed }: ReadText) {
  const most = mostBytesOfHtml(bytesOf(body));
  // Numbers get what is known of them later, and their words are in the html.
  const slots = html.split("<span data-slot=").length - html.split('<span data-slot="claim"').length;
  const rough =
    bytesOf(html) +
    slots * roughSizes.slot +
    list.marks.length * roughSizes.use +
    list.sources.length * roughSizes.source;
  if (rough <= most) return;
  const shown = {
    list,
    links: parsed.references.bareLinks,
    widgets: { placed: [], frozen: new Map() },
    marks: [],
    bytes: Infinity,
  };
  const states = new Map(quotes.map(({ ordinal, state }) => [`0:${ordinal}`, state]));
  const filled = await presentPreview(html, shown, null, { states, originals: new Map() });
  if (bytesOf(filled) > most) throw new MarkdownTooLarge("The text fills far too much of a page");
}

/** The id that the next post gets. Reserved before its transaction, because its html is made with it. */
export async function reservePostId(): Promise<number> {
  const rows = await db.$queryRaw<
    { id: number }[]
  >`select nextval(pg_get_serial_sequence('"Post"', 'id'))::int as "id"`;
  return rows[0]!.id;
}
