import { db } from "~/platform/db.server";
import { shorten } from "~/ui/shorten";
import { shownText } from "./post";

const mostQuoted = 600;

/** A post, whatever its status, as a moderator needs to see it before acting on it: its place and its first 600 characters. */
export async function findPostToJudge(id: number) {
  const found = await db.post.findUnique({
    where: { id },
    select: {
      id: true,
      number: true,
      plainText: true,
      readableText: true,
      author: { select: { name: true } },
      thread: { select: { title: true } },
    },
  });
  if (!found) return null;
  const { plainText, readableText, author, thread, ...place } = found;
  const text = shorten(shownText({ readableText, plainText }), mostQuoted);
  return { ...place, authorName: author.name, threadTitle: thread.title, text };
}
