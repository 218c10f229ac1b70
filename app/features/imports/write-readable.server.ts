import { isUnreadable } from "~/features/posts/posts.server";
import type { Post, WholeTopic } from "./discourse";
import { asTyped, cutToFit } from "./fitting-text";
import { fromCooked } from "./from-cooked";
import type { Note } from "./note";
import { withReferences } from "./references.server";
import type { Run } from "./run";
import { type Poll, translate, type Translated } from "./translate";

/** Writes a post's text; one that can't be shown as it is meant is shown as it was typed. */
export async function writeReadable<T>(
  run: Run,
  topic: WholeTopic,
  post: Post,
  authorId: number,
  write: (body: string, notes: Note[]) => Promise<T>,
): Promise<T> {
  const { originId, origins, there } = run;
  const raw = post.raw ?? fromCooked(post.cooked ?? "");
  const polls: Poll[] = (post.polls ?? []).map(({ name, voters, options }) => ({
    name,
    voters,
    options: options.map(({ html, votes }) => ({ text: fromCooked(html), votes: votes ?? null })),
  }));
  const context = { ...run.context, topicId: topic.id };
  const { text, notes, taken } = await withReferences({ originId, origins, there, authorId }, (lookup): Translated =>
    translate(raw, context, lookup, polls),
  );
  run.counts.pictures += taken;
  const all: Note[] =
    post.raw === undefined
      ? [...notes, { kind: "text", words: "made from its html, because its source is not told" }]
      : notes;
  const address = `${run.there.address}/t/${topic.id}/${post.post_number}`;
  const told = (words: string): Note[] => [...all, { kind: "text", words }];
  const isLong = `longer than a post here may be: its end is only at ${address}`;
  const fitting = cutToFit(text, address);
  try {
    return await (fitting === null ? write(text, all) : write(fitting, told(isLong)));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const { body, isCut } = asTyped(raw, address);
    return write(body, told(isCut ? isLong : "could not be read, and is shown as it was typed"));
  }
}
