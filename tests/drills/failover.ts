/**
 * A primary with two replicas under two web servers: it is killed while members post and visitors read, a replica is promoted,
 * and the web servers find it by themselves. Then one replica is killed, and the last one too.
 */
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "~/paths";
import { closeDatabase, db, openDatabase } from "~/platform/db.server";
import { migrateJobs } from "~/platform/jobs.server";
import { closeLanes } from "~/platform/lanes.server";
import { buildIfChanged } from "../../app/server/build-if-changed.js";
import { deployMigrations } from "../../prisma/apply-migrations";
import { seed } from "../../prisma/seed";
import { atMost, median, percentile, print, printTable, tenths, verdict, whole } from "../bench/figures";
import { describeMachine, load } from "../bench/machine";
import { ask } from "../bench/requests";
import { aMember, aThread, type ThreadMade } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";
import { WebServer } from "../support/web-server";
import { Cluster } from "./cluster";

const [writers, readers] = [4, 4];
/** Members may post sixty times in ten minutes: each writer posts as one after the other. */
const membersOfWriter = 10;
/** Milliseconds until the one who watches the primary promotes a replica. */
const untilPromoted = 1_000;
const [betweenPosts, betweenAttempts, betweenReads] = [100, 200, 40];
/** Acknowledged posts before and after each step. */
const posts = 60;
/** Milliseconds for which writers meet a primary without replicas. */
const withoutReplicas = 20_000;
/** A reader who waits longer than this for a page notices. */
const longestRead = 2_000;
const patience = 120_000;

/** Numbers a run of the drill is judged by. */
export async function runFailover() {
  buildIfChanged();
  process.env["SECRET_KEY"] ??= "the secret key of the drill's servers";
  const folder = openTemporaryFolder("counterproof-failover");
  const before = load();
  const cluster = await Cluster.start({ folder, isSynchronous: true });
  const servers = [new WebServer(), new WebServer()];
  try {
    await deployMigrations(cluster.url);
    openDatabase({ url: cluster.url });
    await migrateJobs();
    await seed({ withDemonstration: false });
    const replicas = cluster.servers.map(({ url }) => url).join(",");
    const environment = { DATABASE_REPLICA_URL: replicas, LOG_LEVEL: "warn" };
    for (const server of servers) await server.start(cluster.url, environment);
    const site = new Site(servers, await aThread(), await aThread({ title: "Which page is read all the time?" }));
    await site.begin();
    tell(site, "the primary and both replicas run");
    await site.untilPosts(posts);

    const lost = cluster.primary;
    const killedAt = performance.now();
    await lost.end("SIGKILL");
    tell(site, "the primary was killed");
    await pause(untilPromoted);
    await cluster.promote(await cluster.mostAdvanced());
    tell(site, "a replica was promoted");
    await site.untilPosts(posts);
    const failover = site.since(killedAt);

    await cluster.join(lost);
    tell(site, "the old primary came back as a replica");
    await site.untilPosts(posts);
    const [first, second] = cluster.replicas;
    const oneKilledAt = performance.now();
    await first!.end("SIGKILL");
    tell(site, "a replica was killed");
    await site.untilPosts(posts);
    const oneReplica = site.since(oneKilledAt);

    const bothKilledAt = performance.now();
    await second!.end("SIGKILL");
    tell(site, "the last replica was killed");
    await pause(withoutReplicas);
    const noReplica = site.since(bothKilledAt);
    await second!.start();
    await cluster.untilStreaming(second!);
    tell(site, "a replica is back");
    await site.untilPosts(posts);
    await site.end();

    const { lost: lostPosts, doubled } = await site.compare();
    const slowSince = (from: number) =>
      site.reads.filter((read) => isSlow(read) && read.at > from - longestRead && read.at < from + failover.longestGap);
    print(describeMachine());
    print(
      `\n### Failover\n\n${writers} writers and ${readers} readers at two web servers, whose primary waits for one of two replicas: ${site.acknowledged.size} acknowledged posts, ${site.reads.length} pages; load ${before} before, ${load()} after. A replica was promoted ${untilPromoted / 1_000} s after the primary was killed.\n`,
    );
    const row = (what: string, most: number, value: number) => [
      what,
      Number.isInteger(value) ? String(value) : value.toFixed(1),
      ...verdict(atMost(most, String(most)), value),
    ];
    printTable(
      ["what", "figure", "budget", ""],
      [
        row("acknowledged posts lost", 0, lostPosts.length),
        row("posts written twice", 0, doubled.length),
        row("seconds without a write after the primary was killed", 10, failover.longestGap / 1_000),
        row("readers' answers that were no page", 0, site.reads.filter(({ status }) => status !== 200).length),
        row("pages over two seconds, asked for while a replica was promoted", 0, slowSince(killedAt).length),
        ["pages over two seconds in all", String(site.reads.filter(isSlow).length), "", ""],
        row("readers' pages that said how old they are", 0, site.reads.filter(({ isOld }) => isOld).length),
        row("seconds without a write after one of two replicas was killed", 10, oneReplica.longestGap / 1_000),
        row("answers to writers that were neither the post nor “later”", 0, site.odd.length),
      ],
    );
    print(
      `\nWhile a replica was promoted, writers were told ${inWords(failover.answers)}. With one replica left they went on: ${inWords(oneReplica.answers)}. For ${withoutReplicas / 1_000} s without any replica they were told ${inWords(noReplica.answers)}, after ${inSeconds(noReplica.times)}; once one was back, the same forms were taken, each once. A page took p99 ${whole(
        percentile(
          site.reads.map(({ ms }) => ms),
          0.99,
        ),
      )} ms.`,
    );
    const noticed = site.reads.filter(isNoticed);
    for (const words of [...site.odd, ...noticed.map((one) => JSON.stringify(one))]) console.error(words);
    if (noticed.length > 0) for (const { output } of servers) console.error(output.slice(-6_000));
  } catch (error) {
    for (const server of servers) console.error(server.output.slice(-3_000));
    throw error;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await closeLanes();
    await closeDatabase();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(site: Site, words: string) {
  site.stage = words;
  console.error(`${words}: ${site.acknowledged.size} posts, ${site.reads.length} pages`);
}

type Read = { at: number; ms: number; status: number; isOld: boolean; path: string; stage: string };
const isSlow = ({ ms }: Read) => ms > longestRead;
const isNoticed = (read: Read) => read.status !== 200 || isSlow(read);

const inWords = (answers: Map<string, number>) =>
  [...answers].map(([answer, count]) => `${answer} (${count} times)`).join(", ") || "nothing";

/** The median of these milliseconds. */
const inSeconds = (times: number[]) =>
  times.length === 0 ? "no time" : `${tenths(median(times) / 1_000)} s in the median`;

/** Everybody who uses the site, and what they are told. */
class Site {
  /** The texts of posts that were acknowledged, and when. */
  readonly acknowledged = new Map<string, number>();
  readonly reads: Read[] = [];
  readonly odd: string[] = [];
  /** What has happened last. */
  stage = "";
  readonly #answers: { at: number; ms: number; answer: string }[] = [];
  readonly #work: Promise<void>[] = [];
  #isOver = false;

  constructor(
    private readonly servers: WebServer[],
    private readonly thread: ThreadMade,
    private readonly quiet: ThreadMade,
  ) {}

  async begin() {
    for (let writer = 0; writer < writers; writer++) {
      const server = this.servers[writer % this.servers.length]!;
      const cookies: string[] = [];
      for (let index = 0; index < membersOfWriter; index++) cookies.push(await server.cookieOf(await aMember()));
      this.#work.push(this.#write(writer, server, cookies));
    }
    for (let reader = 0; reader < readers; reader++) this.#work.push(this.#read(reader));
  }

  async end() {
    this.#isOver = true;
    await Promise.all(this.#work);
  }

  /** Resolves when so many more posts were acknowledged. */
  async untilPosts(count: number) {
    const wanted = this.acknowledged.size + count;
    for (const end = performance.now() + patience; this.acknowledged.size < wanted; await pause(20))
      if (performance.now() > end)
        throw new Error(`Only ${this.acknowledged.size} of ${wanted} posts were acknowledged.`);
  }

  /** The longest time without an acknowledged post from then on, and what writers were told. */
  since(from: number) {
    const times = [...this.acknowledged.values()].filter((at) => at >= from);
    const gaps = [from, ...times, performance.now()].map((at, index, all) => (index === 0 ? 0 : at - all[index - 1]!));
    const answered = this.#answers.filter(({ at }) => at >= from);
    const answers = new Map<string, number>();
    for (const { answer } of answered) answers.set(answer, (answers.get(answer) ?? 0) + 1);
    return { longestGap: Math.max(...gaps), answers, times: answered.map(({ ms }) => ms) };
  }

  async compare() {
    const rows = await db.post.findMany({ where: { threadId: this.thread.id }, select: { plainText: true } });
    const found = rows.map(({ plainText }) => plainText.trim());
    return {
      lost: [...this.acknowledged.keys()].filter((text) => !found.includes(text)),
      doubled: found.filter((text, index) => found.indexOf(text) !== index),
    };
  }

  async #write(writer: number, { origin }: WebServer, cookies: string[]) {
    for (let number = 1; !this.#isOver; number++) {
      const text = `Post ${number} of writer ${writer}.`;
      const body = new URLSearchParams({
        body: text,
        idempotencyKey: `failover-${writer}-${number}-0123456789`,
      }).toString();
      const headers = {
        Cookie: cookies[number % cookies.length]!,
        Origin: origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
      };
      // The same form again, as a browser's "Try again" sends it.
      for (;;) {
        const began = performance.now();
        const sent = { method: "POST", headers, body, agent: false } as const;
        const status = await ask(origin + paths.thread(this.thread), sent).then(
          (answer) => answer.status,
          () => 0,
        );
        const [at, ms] = [performance.now(), performance.now() - began];
        if (status === 303) {
          this.#answers.push({ at, ms, answer: "that it is posted" });
          this.acknowledged.set(text, at);
          break;
        }
        this.#answers.push({ at, ms, answer: status === 503 ? "“later” (503)" : String(status) });
        if (status !== 503) this.odd.push(`${status} to ${text}`);
        if (this.#isOver) return;
        await pause(betweenAttempts);
      }
      await pause(betweenPosts);
    }
  }

  async #read(reader: number) {
    const pages = [paths.thread(this.quiet), paths.home(), paths.thread(this.thread)];
    for (let number = reader; !this.#isOver; number++) {
      const path = pages[number % pages.length]!;
      const [began, stage] = [performance.now(), this.stage];
      const { status, headers } = await ask(this.servers[number % this.servers.length]!.origin + path, {
        agent: false,
      }).catch(() => ({ status: 0, headers: {} as Record<string, string> }));
      this.reads.push({ at: began, ms: performance.now() - began, status, isOld: "warning" in headers, path, stage });
      await pause(betweenReads);
    }
  }
}
