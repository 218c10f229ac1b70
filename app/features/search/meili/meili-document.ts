/**
 * A post as a Meilisearch document. Each text is stored twice: as stems for finding, and as written for phrases and
 * ranking.
 */
import { type Word, wordsOf } from "~/features/markdown/markdown";
import { type Relation, type SearchablePost, tagStem } from "~/features/posts/posts";
import type { PostKind } from "../search-query";
import { formToken, stemToken } from "./tokens";

/** Raise this when documents are built differently: every index is then rebuilt. */
export const documentShape = "3";

export type MeiliDocument = {
  id: number;
  threadId: number;
  author: number;
  kind: PostKind;
  relation: Relation | null;
  has: string[];
  tags: number[];
  /** Milliseconds. */
  createdAt: number;
  title: string[];
  titleForms: string;
  headings: string[];
  headingForms: string;
  text: string[];
  forms: string;
  /** The title of the reply's thread. */
  context: string[];
};

export function meiliDocument(post: SearchablePost): MeiliDocument {
  const isOpening = post.number === 1;
  const title = wordsOf(post.title);
  const isHeading = new Set(post.headings);
  const lines = post.plainText.split("\n");
  const headings = lines.filter((line) => isHeading.has(line)).map(wordsOf);
  const text = [...lines.filter((line) => !isHeading.has(line)), ...post.asides].map(wordsOf);
  const tags = post.tagIds.map((id) => stemToken({ stem: tagStem(id) }));
  return {
    id: post.id,
    threadId: post.threadId,
    author: post.authorId,
    kind: isOpening ? "thread" : "post",
    relation: post.relation,
    has: post.has,
    tags: post.tagIds,
    createdAt: post.createdAt.getTime(),
    title: isOpening ? stems([title]) : [],
    titleForms: isOpening ? forms([title]) : "",
    headings: stems(headings),
    headingForms: forms(headings),
    text: isOpening ? [...stems(text), ...tags] : stems(text),
    forms: forms(text),
    context: isOpening ? [] : [...stems([title]), ...tags],
  };
}

/** A full stop between lines prevents phrases across lines. */
const joined = (lines: Word[][], token: (word: Word) => string) =>
  lines
    .map((words) =>
      words
        .filter((word) => !word.isWhole)
        .map(token)
        .join(" "),
    )
    .filter((line) => line !== "")
    .join(". ");

const forms = (lines: Word[][]) => joined(lines, formToken);

/** The words in order without stop words, then the compounds, whose parts are in the order already. */
function stems(lines: Word[][]): string[] {
  const wholes = lines.flatMap((words) => words.filter((word) => word.isWhole).map(stemToken));
  const parts = joined(
    lines.map((words) => words.filter((word) => !word.isCommon)),
    stemToken,
  );
  return [parts, [...new Set(wholes)].join(". ")].filter((part) => part !== "");
}
