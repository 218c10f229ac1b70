import { expect, test } from "vitest";
import { answerInterest, findOwnQuestion, flagPost } from "~/features/flags/flags.server";
import { decideCase } from "~/features/queue/queue.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

async function asked() {
  const [author, moderator] = [await aMember(), await aMember({ role: "moderator" })];
  const post = await aReply({ thread: await aThread(), author });
  const words = "Their profile elsewhere says so.";
  await flagPost({ by: await aMember(), postId: post.id, reason: "undisclosed_interest", words });
  const { id: caseId } = await db.modCase.findFirstOrThrow({ where: { postId: post.id } });
  const entries = await db.modAction.count();
  const reason = "Do you work for a sequencer?";
  const given = { by: moderator, caseId, decision: "ask_interest", reason, seconds: 0, alsoHide: false } as const;
  expect(await decideCase(given)).toEqual({ ok: true });
  // The log never says that somebody asked.
  expect(await db.modAction.count()).toBe(entries);
  const question = await findOwnQuestion(author.id, post.id);
  expect(question).toMatchObject({ words: reason, answer: null });
  return { author, moderator, post, questionId: question!.id };
}

const disclosureOf = async (id: number) => (await db.post.findUniqueOrThrow({ where: { id } })).disclosure;

test("a disclosure stands beside the name, and the moderator who asked is told", async () => {
  const { author, moderator, post, questionId } = await asked();
  const answer = {
    by: author,
    questionId,
    answer: "disclosed",
    words: "works on a sequencer",
    isPublic: true,
  } as const;
  expect(await answerInterest(answer)).toBe(true);
  expect(await disclosureOf(post.id)).toBe("works on a sequencer");
  expect(await db.notice.findFirstOrThrow({ where: { memberId: moderator.id } })).toMatchObject({
    words: `The author of post ${post.number} discloses: works on a sequencer`,
  });
  expect(await answerInterest({ ...answer, words: "another" })).toBe(false);
  expect(await disclosureOf(post.id)).toBe("works on a sequencer");
});

test("a denial stays with moderators, unless its author publishes it", async () => {
  const kept = await asked();
  const denial = { answer: "denied", words: "I teach, and own no tokens" } as const;
  expect(await answerInterest({ by: kept.author, questionId: kept.questionId, ...denial, isPublic: false })).toBe(true);
  expect(await disclosureOf(kept.post.id)).toBe("");
  const shown = await asked();
  expect(await answerInterest({ by: shown.author, questionId: shown.questionId, ...denial, isPublic: true })).toBe(
    true,
  );
  expect(await disclosureOf(shown.post.id)).toBe("Answers: I teach, and own no tokens");
});

test("nobody else answers", async () => {
  const { post, questionId } = await asked();
  const by = await aMember();
  expect(await answerInterest({ by, questionId, answer: "denied", words: "", isPublic: false })).toBe(false);
  expect(await findOwnQuestion(by.id, post.id)).toBeNull();
});
