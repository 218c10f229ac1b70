/**
 * The row for faults: acknowledged replies while the app is killed and PostgreSQL stopped at once, again and again; edits
 * of the same posts at the same time; votes. What is lost, doubled or counted wrongly should be nothing.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { paths } from "~/paths";
import { findRunningPostgres } from "~/platform/embedded-postgres.server";
import { LocalCopy } from "../support/local-copy";
import { atMost, median, percentile, print, printTable, verdict, whole } from "./figures";
import { load } from "./machine";
import { Random } from "./random";
import { ask } from "./requests";
import { Writer } from "./writer";

const members = 8;
const retried = 0.3;
const threads = 4;
/** Posts of the first member, which are edited and voted on. */
const written = 20;
/** Milliseconds without an answer, or without a new reply, after which the row gives up. */
const patience = 600_000;
const none = atMost(0, "0");

type Counts = { replies: number; kills: number; stops: number; edits: number; votes: number };

/** How often each fault is tried: with a `share` of 1 as often as the release criteria require. */
const countsOf = (share: number): Counts => ({
  replies: Math.ceil(10_000 * share),
  kills: Math.ceil(50 * share),
  stops: Math.ceil(20 * share),
  edits: Math.ceil(2_000 * share),
  votes: Math.ceil(10_000 * share),
});

/** The replies end after `minutes`, however many there are by then. */
export async function measureFaults(share: number, minutes: number) {
  const copy = new LocalCopy();
  const forum = new FaultyForum(copy);
  try {
    await forum.start();
    const counts = countsOf(share);
    const before = load();
    await forum.writePosts();
    const edits = await forum.editAtOnce(counts.edits);
    console.error(`${edits.acknowledged} edits`);
    const votes = await forum.voteAtOnce(counts.votes);
    console.error(`${votes.cast} votes`);
    const replies = await forum.replyThroughFaults(counts, minutes);
    const drift = await forum.findDrift();
    print(
      `\n### Faults\n\n${replies.acknowledged} acknowledged replies by ${members} members in ${threads} threads, ${Math.round(retried * 100)} % of them sent twice, over ${replies.kills} kills of the app and ${replies.stops} immediate stops of PostgreSQL; load ${before} before, ${load()} after. A reply took p50 ${whole(median(replies.times))} ms, p99 ${whole(percentile(replies.times, 0.99))} ms; ${replies.retries} attempts had no answer or 503, ${replies.odd} another one.\n`,
    );
    const row = (name: string, of: number, value: number) => [name, String(of), String(value), ...verdict(none, value)];
    printTable(
      ["what", "of", "figure", "budget", ""],
      [
        row("acknowledged replies lost", replies.acknowledged, replies.lost),
        row("replies written twice", replies.acknowledged, replies.doubled),
        row("retries answered with another post", replies.repeated, replies.otherwise),
        row("answers that are neither 303 nor 503", replies.acknowledged, replies.odd),
        row("starts that failed", replies.kills + 1, forum.failedStarts),
        row("acknowledged edits lost", edits.acknowledged, edits.lost),
        row("edits written twice", edits.acknowledged, edits.doubled),
        row("posts whose votes are counted wrongly", drift.posts, drift.votes),
        row("threads whose replies are counted wrongly", threads, drift.threads),
      ],
    );
    print(`\n${edits.refused} edits met 409 and were made again on the newer text; ${votes.cast} votes were cast.`);
  } catch (error) {
    console.error(copy.output.slice(-5_000));
    throw error;
  } finally {
    await copy.stop();
    copy.remove();
  }
}

class FaultyForum {
  failedStarts = 0;
  #writers: Writer[] = [];
  #threads: { id: number; slug: string }[] = [];

  constructor(private readonly copy: LocalCopy) {}

  async start() {
    // As whatever watches a process does: a start that ends is tried again, and counted.
    const began = performance.now();
    while ((await this.copy.start({ TRUST_PROXY: "1", SHUTDOWN_DELAY: "0" })) !== "serving") {
      if (performance.now() - began > patience) throw new Error(`The copy does not start: ${this.copy.output}`);
      console.error(this.copy.output.slice(0, 300));
      this.failedStarts += 1;
    }
    if (this.#writers.length > 0) return;
    for (let index = 0; index < members; index++) this.#writers.push(await Writer.join(this.copy, `faults-${index}`));
    this.#threads = await this.query<{ id: number; slug: string }>(
      'select "id", "slug" from "Thread" order by "id" limit $1',
      [threads],
    );
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const began = performance.now();
    for (;;) {
      const url = await findRunningPostgres(this.copy.folder);
      const client = new pg.Client({ connectionString: url ?? "", connectionTimeoutMillis: 2_000 });
      client.on("error", () => {});
      try {
        if (!url) throw new Error("PostgreSQL does not run.");
        await client.connect();
        return (await client.query<Row>(text, values)).rows;
      } catch (error) {
        if (performance.now() - began > patience) throw error;
        await pause(100);
      } finally {
        await client.end().catch(() => {});
      }
    }
  }

  /** Sends a form until it has an answer other than 503; counts the attempts that had none. */
  async #send(writer: number, path: string, fields: Record<string, string>) {
    const body = new URLSearchParams(fields).toString();
    const headers = {
      Origin: this.copy.origin,
      "Sec-Fetch-Site": "same-origin",
      "Content-Type": "application/x-www-form-urlencoded",
      "Accept-Encoding": "identity",
      Cookie: this.#writers[writer]!.cookie,
    };
    const began = performance.now();
    for (let retries = 0; ; retries++) {
      const asked = performance.now();
      const answer = await ask(this.copy.origin + path, { method: "POST", headers, body, agent: false }).catch(
        () => null,
      );
      if (answer && answer.status !== 503) return { ...answer, retries, ms: performance.now() - asked };
      if (performance.now() - began > patience) throw new Error(`${path} had no answer for ${patience / 1_000} s.`);
      await pause(50);
    }
  }

  async writePosts() {
    for (let number = 1; number <= written; number++) {
      const fields = { body: `Post ${number} before faults`, idempotencyKey: `before-${number}-0123456789` };
      await this.#send(0, paths.thread(this.#threads[number % threads]!), fields);
    }
  }

  async replyThroughFaults({ replies, kills, stops }: Counts, minutes: number) {
    const until = performance.now() + minutes * 60_000;
    const random = new Random(5);
    const acknowledged = new Map<string, string>();
    const figures = { times: [] as number[], retries: 0, odd: 0, repeated: 0, otherwise: 0, kills: 0, stops: 0 };
    let isOver = false;
    const write = async (writer: number) => {
      const path = paths.thread(this.#threads[writer % threads]!);
      for (let number = 1; !isOver; number++) {
        const body = `Reply ${number} of ${writer} through faults`;
        const fields = { body, idempotencyKey: `faults-${writer}-${number}-0123456789` };
        const sent = await this.#send(writer, path, fields);
        figures.retries += sent.retries;
        if (sent.status !== 303) {
          figures.odd += 1;
          continue;
        }
        figures.times.push(sent.ms);
        acknowledged.set(body, sent.headers["location"] ?? "");
        if (random.next() >= retried) continue;
        figures.repeated += 1;
        const again = await this.#send(writer, path, fields);
        if (again.headers["location"] !== acknowledged.get(body)) figures.otherwise += 1;
      }
    };
    const writing = this.#writers.map((_, writer) => write(writer));
    for (const [index, fault] of shuffled([...fill("kill", kills), ...fill("stop", stops)], random).entries()) {
      const due = (replies * (index + 1)) / (kills + stops + 1);
      await this.#until(due, () => acknowledged.size);
      console.error(`${acknowledged.size} replies, ${figures.retries} attempts without an answer; next: ${fault}`);
      if (performance.now() > until) break;
      await (fault === "kill" ? this.#killApp() : this.#stopDatabase());
      figures[fault === "kill" ? "kills" : "stops"] += 1;
    }
    if (performance.now() < until) await this.#until(replies, () => acknowledged.size);
    isOver = true;
    await Promise.all(writing);

    const found = await this.query<{ path: string; body: string; times: number }>(
      `select '/p/' || min("id") as path, trim("plainText") as body, count(*)::int as times from "Post" where "plainText" like '%through faults%' group by 2`,
    );
    const byBody = new Map(found.map((row) => [row.body, row]));
    const isLost = ([body, location]: [string, string]) => byBody.get(body)?.path !== location;
    return {
      ...figures,
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter(isLost).length,
      doubled: found.filter(({ times }) => times > 1).length,
    };
  }

  async editAtOnce(wanted: number) {
    const lines = new Map<number, string[]>();
    let [made, refused] = [0, 0];
    const posts = await this.#postsOf(0, 4);
    const edit = async (device: number) => {
      for (let number = 1; made < wanted; number++) {
        const postId = posts[number % posts.length]!;
        const line = `Line ${number} of device ${device}.`;
        for (;;) {
          const [now] = await this.query<{ number: number; body: string }>(
            'select r."number", r."body" from "PostRevision" r join "Post" p on p."id" = r."postId" and p."revision" = r."number" where p."id" = $1',
            [postId],
          );
          if (now!.body.includes(line)) break;
          const fields = { body: `${now!.body}\n\n${line}`, reason: "", revision: String(now!.number) };
          const sent = await this.#send(0, paths.editPost({ id: postId }), fields);
          if (sent.status === 303) break;
          if (sent.status !== 409)
            throw new Error(`An edit was answered with ${sent.status}: ${sent.body.toString().slice(0, 300)}`);
          refused += 1;
        }
        lines.set(postId, [...(lines.get(postId) ?? []), line]);
        made += 1;
        if (made % 40 === 0) await this.#forgetLimits();
      }
    };
    await Promise.all(Array.from({ length: members }, (_, device) => edit(device)));
    let [lost, doubled] = [0, 0];
    for (const [postId, own] of lines) {
      const [post] = await this.query<{ text: string }>('select "plainText" as text from "Post" where "id" = $1', [
        postId,
      ]);
      for (const line of own) {
        const times = post!.text.split(line).length - 1;
        if (times === 0) lost += 1;
        if (times > 1) doubled += 1;
      }
    }
    return { acknowledged: made, refused, lost, doubled };
  }

  async voteAtOnce(wanted: number) {
    const posts = await this.#postsOf(0, written);
    const random = new Random(9);
    let cast = 0;
    const vote = async (writer: number) => {
      while (cast < wanted) {
        cast += 1;
        if (cast % 200 === 0) await this.#forgetLimits();
        const postId = posts[random.below(posts.length)]!;
        const fields = { axis: random.below(2) === 0 ? "worth" : "agree", value: String(random.below(2)) };
        const { status } = await this.#send(writer, paths.vote({ id: postId }), fields);
        if (status !== 303) throw new Error(`A vote was answered with ${status}.`);
      }
    };
    await Promise.all(this.#writers.flatMap((_, writer) => (writer === 0 ? [] : [vote(writer), vote(writer)])));
    return { cast };
  }

  /** Posts and threads whose counters are not what their rows add up to. */
  async findDrift() {
    const posts = await this.query<{ isWrong: boolean }>(
      `select p."worthCount" <> p."importedWorth" + coalesce(sum(v."value") filter (where v."axis" = 'worth'), 0)
         or p."agreeCount" <> count(*) filter (where v."axis" = 'agree' and v."value" > 0)
         or p."disagreeCount" <> count(*) filter (where v."axis" = 'agree' and v."value" < 0) as "isWrong"
       from "Post" p left join "Vote" v on v."postId" = p."id" group by p."id"`,
    );
    const wrong = await this.query(
      `select t."id" from "Thread" t where t."nextNumber" <> 1 + (select max("number") from "Post" where "threadId" = t."id") or t."postCount" <> (select count(*) from "Post" where "threadId" = t."id")`,
    );
    return { posts: posts.length, votes: posts.filter(({ isWrong }) => isWrong).length, threads: wrong.length };
  }

  async #postsOf(writer: number, count: number) {
    const rows = await this.query<{ id: number }>(
      `select p."id" from "Post" p join "Member" m on m."id" = p."authorId" where m."handle" = $1 order by p."id" limit $2`,
      [`faults-${writer}`, count],
    );
    return rows.map(({ id }) => id);
  }

  /** Members are limited in how much they write; here they write without pause. */
  #forgetLimits = () => this.query('delete from "RateLimit"');

  /** Waits until so many replies are acknowledged. */
  async #until(due: number, count: () => number) {
    let last = { replies: count(), at: performance.now() };
    while (count() < due) {
      await pause(100);
      await this.#forgetLimits();
      if (count() > last.replies) last = { replies: count(), at: performance.now() };
      else if (performance.now() - last.at > patience) throw new Error("The replies stand still.");
    }
  }

  async #killApp() {
    await this.copy.stop("SIGKILL");
    await this.start();
  }

  async #stopDatabase() {
    const pid = Number(readFileSync(join(this.copy.folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGQUIT");
    await this.query("select 1");
  }
}

const fill = <Value>(value: Value, length: number): Value[] => Array.from({ length }, () => value);

function shuffled<Value>(values: Value[], random: Random): Value[] {
  return values
    .map((value) => ({ value, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
