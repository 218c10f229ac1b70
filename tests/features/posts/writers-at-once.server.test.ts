/** Writers who need the same rows and locks at the same moment: all of them succeed, and none by a retry after a deadlock. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { warmLanes } from "~/platform/lanes.server";
import { createPost, editPost, startThread } from "~/features/posts/posts.server";
import { joinNotices } from "~/features/notifications/notifications.server";
import { findTags } from "~/features/tags/tags.server";
import { db, inTransaction } from "~/platform/db.server";
import { countingDeadlocks } from "../../support/deadlocks";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

const database = useDatabase();
// The thread that renders takes seconds to start on a busy machine: not in a transaction of a test.
beforeAll(() => warmLanes());

const citing = (...addresses: string[]) =>
  `It is said${addresses.map((_, index) => `[^s${index}]`).join("")}.\n\n${addresses
    .map((address, index) => `[^s${index}]: https://example.org/${address} "A page that is cited"`)
    .join("\n")}`;

/** Does this so many times, one round after the other; answers with what did not succeed. */
async function rounds(count: number, round: (number: number) => Promise<{ ok: boolean }>[]) {
  const { result, deadlocks } = await countingDeadlocks(database.url, async () => {
    const failed: unknown[] = [];
    for (let number = 0; number < count; number++) {
      for (const settled of await Promise.allSettled(round(number)))
        if (settled.status === "rejected") failed.push(settled.reason);
        else if (!settled.value.ok) failed.push(settled.value);
    }
    return failed;
  });
  expect(result).toEqual([]);
  expect(deadlocks).toBe(0);
}

const members = (count: number) => Promise.all(Array.from({ length: count }, () => aMember()));

test("two members start threads at once that cite new sources", async () => {
  const authors = await members(2);
  const tagIds = (await findTags(db, ["fees"])).map((tag) => tag.id);
  await rounds(12, (round) =>
    authors.map((author, index) =>
      startThread({
        author,
        title: `Which sources does thread ${round} cite?`,
        body: citing(`start-${round}-${index}`),
        tagIds,
      }),
    ),
  );
});

test("an opening post is edited beside a reply there, each with a new source", async () => {
  const [author, other] = (await members(2)) as [Member, Member];
  const thread = await aThread({ author });
  const tagIds = (await findTags(db, ["fees"])).map((tag) => tag.id);
  await rounds(20, (round) => [
    editPost({
      by: author,
      postId: thread.openingPostId,
      body: citing(`edit-${round}`),
      reason: "",
      version: round + 1,
      thread: { title: `Which sources does this thread cite, ${round}?`, tagIds },
    }),
    createPost({ author: other, threadId: thread.id, body: citing(`beside-${round}`) }),
  ]);
});

test("fault 8: four writers cite the same two sources at once in four threads", async () => {
  const authors = await members(4);
  const threads = await Promise.all(authors.map(() => aThread()));
  await rounds(15, (round) =>
    authors.map((author, index) =>
      createPost({
        author,
        threadId: threads[index]!.id,
        body: `${round}: ${index % 2 ? citing("one", "two") : citing("two", "one")}`,
      }),
    ),
  );
});

test("authors who each give a source its title, and cite another's, at once", async () => {
  const authors = await members(4);
  const threads = await Promise.all(authors.map(() => aThread()));
  const nameless = (round: number, index: number) => `https://example.org/nameless-${round}-${index}`;
  const sources = (round: number, title: string, indices: number[]) =>
    `It is said${indices.map((index) => `[^s${index}]`).join("")}.\n\n${indices
      .map((index, place) => `[^s${index}]: ${nameless(round, index)}${place === 0 ? ` "${title}"` : ""}`)
      .join("\n")}`;
  for (let round = 0; round < 8; round++)
    await createPost({ author: authors[0]!, threadId: threads[0]!.id, body: sources(round, "", [0, 1, 2, 3]) });
  await rounds(8, (round) =>
    authors.map((author, index) =>
      createPost({
        author,
        threadId: threads[index]!.id,
        body: sources(round, `Named by ${index}`, [index, (index + 1) % 4, (index + 2) % 4]),
      }),
    ),
  );
});

test("fault 8: posts that quote each other are edited at once", async () => {
  const authors = await members(2);
  const threads = await Promise.all(authors.map((author) => aThread({ author, body: "The first words." })));
  await rounds(12, (round) =>
    authors.map((by, index) => {
      const [quoted, their] = [authors[1 - index]!, threads[1 - index]!.openingPostId];
      const body = `[quote=@${quoted.handle}, p:${their}, r:1]\nThe first words.\n[/quote]\n\nRound ${round}.`;
      return editPost({ by, postId: threads[index]!.openingPostId, body, reason: "", version: round + 1 });
    }),
  );
});

test("a member posts while notices for them are written", async () => {
  const [author, other] = (await members(2)) as [Member, Member];
  const thread = await aThread({ author: other });
  await rounds(12, (round) => [
    createPost({ author, threadId: thread.id, body: `Reply ${round}` }),
    ...[0, 1].map(async (index) => {
      await inTransaction((tx) =>
        joinNotices(tx, [
          {
            memberId: author.id,
            kind: "followed_search",
            subject: `followed-search:${index}`,
            words: "words",
            path: "/search",
            postId: thread.openingPostId,
          },
        ]),
      );
      return { ok: true };
    }),
  ]);
});
