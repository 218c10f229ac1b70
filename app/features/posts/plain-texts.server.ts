/** Texts of revisions as plain text, in which quotes and annotations are looked for. */
import { db } from "~/platform/db.server";
import { type Asker, inLane } from "~/platform/lanes.server";
import { wordsOf } from "./quotes.server";

type Wanted = { postId: number; revision: number };

/** Above this, texts that are no longer current stay unread: each has to be parsed. */
const mostEarlier = 40;

export const textKey = ({ postId, revision }: Wanted) => `${postId}:${revision}`;

/**
 * The plain texts of these revisions by `textKey`, as far as everybody may read them and they can be read. Earlier ones are
 * parsed in the lane of previews, forty at most.
 */
export async function readPlainTexts(wanted: Wanted[], asker: Asker): Promise<Map<string, string>> {
  const distinct = [...new Map(wanted.map((one) => [textKey(one), one])).values()];
  if (distinct.length === 0) return new Map();
  const posts = await db.post.findMany({
    where: {
      id: { in: distinct.map(({ postId }) => postId) },
      status: "visible",
      thread: { status: "visible" },
      foldedAt: null,
    },
    select: {
      id: true,
      revision: true,
      plainText: true,
      revisions: {
        where: { number: { in: distinct.map(({ revision }) => revision) }, erasedAt: null },
        select: { number: true },
      },
    },
  });
  const texts = new Map<string, string>();
  const earlier: Wanted[] = [];
  for (const post of posts) {
    const there = new Set(post.revisions.map(({ number }) => number));
    for (const one of distinct) {
      if (one.postId !== post.id || !there.has(one.revision)) continue;
      if (one.revision === post.revision) texts.set(textKey(one), post.plainText);
      else earlier.push(one);
    }
  }
  if (earlier.length === 0) return texts;
  await inLane("previews", asker, async (reader) => {
    for (const one of earlier.slice(0, mostEarlier)) {
      const text = await wordsOf(one.postId, one.revision, reader);
      if (text !== null) texts.set(textKey(one), text);
    }
  });
  return texts;
}
