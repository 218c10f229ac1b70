/** A worker that is killed while it sends a letter: what the mail server may have taken isn't sent twice, what it can't have taken is. */
import { spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { sendNotices } from "~/features/letters/letters.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { enqueue } from "~/platform/jobs.server";
import { useServedDatabase } from "../support/database";
import { aReply, aThread } from "../support/factories";
import { addressOf, aReachable, tellAll } from "../support/letters";
import { useSmtp } from "../support/smtp";

const database = useServedDatabase();
const smtp = useSmtp();
const usual = { ...env() };

afterEach(() => {
  Object.assign(env(), { SMTP_URL: undefined }, usual);
  smtp.mood = "takes";
  smtp.received.length = 0;
});

/** Starts a worker that finds this letter to send, waits until the mail server holds it, and kills it. */
async function killWhileSending(memberId: number, mood: "holds address" | "holds text") {
  smtp.mood = mood;
  await enqueue(db, "letters.notices", { memberId });
  const worker = spawn(process.execPath, ["build/server/worker.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      VITEST: "",
      DATABASE_URL: database.url,
      METRIC_FETCH: "off",
      SMTP_URL: smtp.url,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((done) => worker.once("exit", done));
  await smtp.holding();
  worker.kill("SIGKILL");
  await ended;
  smtp.release();
  smtp.mood = "takes";
}

async function anAnswer() {
  const author = await aReachable();
  const thread = await aThread({ author });
  await tellAll((await aReply({ thread })).id);
  return author;
}

test("killed behind the text, the letter counts as sent", async () => {
  Object.assign(env(), { SMTP_URL: smtp.url });
  const author = await anAnswer();
  await killWhileSending(author.id, "holds text");
  expect(smtp.received.map(({ to }) => to)).toEqual([[addressOf(author)]]);
  await sendNotices(author.id);
  expect(smtp.received).toHaveLength(1);
  expect(await db.letter.findMany({ select: { state: true } })).toEqual([{ state: "doubtful" }]);
});

test("killed before the text, the letter is sent by the next worker", async () => {
  Object.assign(env(), { SMTP_URL: smtp.url });
  const author = await anAnswer();
  await killWhileSending(author.id, "holds address");
  expect(smtp.received).toEqual([]);
  await sendNotices(author.id);
  expect(smtp.received.map(({ to }) => to)).toEqual([[addressOf(author)]]);
});
