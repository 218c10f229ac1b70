/**
 * A site of several processes, each stopped or killed in turn while members write and read through a proxy in front. What
 * comes back says what they noticed: it should be nothing but requests that a killed server had in hand.
 */
import pg from "pg";
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { ask } from "../bench/requests";
import { Balancer } from "../support/balancer";
import { aMember, aThread } from "../support/factories";
import { startSessionToken } from "../support/sessions";
import { SiteProcess } from "../support/site-process";
import { fieldOf, Smtp } from "../support/smtp";
import { compareWithDatabase, FleetLoad } from "./fleet-load";

export type Step = {
  role: "web" | "worker";
  which: number;
  signal: "SIGTERM" | "SIGKILL";
  /** The others go on without it. */
  isForGood?: boolean;
};
type Plan = {
  databaseUrl: string;
  servers: number;
  workers: number;
  /** Each process is ended under load, and then started again unless the step says otherwise. */
  steps: Step[];
  writers: number;
  readers: number;
  betweenForms: number;
  /** Posts that are acknowledged before and after each step. */
  posts: number;
  /** Letters that are asked for in each step. */
  letters: number;
  tell?: (words: string) => void;
};

const limitOfMember = 50;
/** Milliseconds until the jobs that are left have to be done; those of a killed process are freed within a minute. */
const patience = 180_000;

export async function tryFleet(plan: Plan) {
  const { databaseUrl, steps, tell = () => {} } = plan;
  const mail = new Smtp();
  await mail.start();
  const balancer = new Balancer();
  await balancer.open();
  const site = {
    databaseUrl,
    publicUrl: balancer.origin,
    environment: { SMTP_URL: mail.url, SHUTDOWN_DELAY: "2" },
  };
  const many = (role: "web" | "worker", count: number) =>
    Array.from({ length: count }, () => new SiteProcess(site, role));
  const processes = { web: many("web", plan.servers), worker: many("worker", plan.workers) };
  const all = [...processes.web, ...processes.worker];
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await Promise.all(all.map((one) => one.start()));
    for (const [which, server] of processes.web.entries()) await balancer.add(server, `web ${which}`);
    const thread = await aThread();
    const load = new FleetLoad({
      ...plan,
      origin: balancer.origin,
      thread,
      members: await joinMembers(
        processes.web.map(({ port }) => port),
        Math.ceil((plan.posts * (steps.length + 2) * 8) / limitOfMember),
      ),
    });
    load.begin();
    await load.goOn(plan.posts);

    const asked: string[] = [];
    /** Failures that no step explains; the others are of forms that a killed server had in hand. */
    const unexplained: string[] = [];
    const codes: (number | null)[] = [];
    let inHand = 0;
    for (const { role, which, signal, isForGood } of steps) {
      const process = processes[role][which]!;
      tell(
        `${signal} to ${role} ${which}: ${load.acknowledged.length} posts, ${load.pages} pages, ${balancer.failures.length} failures`,
      );
      asked.push(...(await askForLetters(balancer.origin, plan.letters)));
      const before = balancer.failures.length;
      const isKilledServer = role === "web" && signal === "SIGKILL";
      const code = await process.end(signal);
      if (signal === "SIGTERM") codes.push(code);
      await load.goOn(plan.posts);
      if (!isForGood) {
        await process.start();
        await load.goOn(plan.posts);
      }
      const failed = balancer.failures.slice(before);
      inHand += failed.length;
      // Each writer has one form at a server; pages are asked for again at another one.
      const isExplained = isKilledServer && failed.length <= plan.writers;
      if (!isExplained || failed.some(({ server }) => server !== `web ${which}`))
        unexplained.push(
          ...failed.map(({ method, path, code: how }) => `${signal} ${role} ${which}: ${how} ${method} ${path}`),
        );
    }
    await load.end();
    const { numbers, lost, doubled } = await compareWithDatabase(client, load, thread);
    await load.endListening(numbers);
    await untilJobsAreDone(client);
    const told = await client.query<{ event: string }>(
      `select "event" from "Notice" where "memberId" = $1 and "event" like 'post:%'`,
      [thread.author.id],
    );
    const letters = messageIds(mail);
    const kills = steps.filter(({ role, signal }) => role === "web" && signal === "SIGKILL").length;
    return {
      posts: load.acknowledged.length,
      pages: load.pages,
      later: load.later,
      retries: load.retries,
      kills,
      inHand,
      codes,
      unexplained,
      /** What readers saw that was no page, beyond one answer for each reader that broke off when a server was killed. */
      unread: load.unread.slice(kills * plan.readers),
      odd: load.odd,
      lost,
      doubled,
      unheard: numbers.filter((number) => !load.heard.has(number)),
      untold: numbers.length - told.rows.length,
      letters: asked.length,
      lettersMissing: asked.filter((address) => !letters.has(address)),
      /** Copies beyond the first, which have the first one's Message-ID. */
      lettersDoubled: [...letters].filter(([, ids]) => ids.length > 1).map(([address]) => address),
      lettersOtherwise: [...letters].filter(([, ids]) => new Set(ids).size > 1).map(([address]) => address),
      streams: load.streams,
    };
  } catch (error) {
    for (const one of all) tell(one.output.slice(-2_000));
    throw error;
  } finally {
    await Promise.all(all.map((one) => one.end("SIGKILL")));
    await balancer.close();
    await client.end();
    await mail.stop();
  }
}

/** Members with sessions at each of the servers, whose cookies are named after their ports. */
async function joinMembers(ports: number[], count: number) {
  const members: { cookie: string }[] = [];
  for (let index = 0; index < count; index++) {
    const token = await startSessionToken((await aMember()).id);
    members.push({ cookie: ports.map((port) => `session-${port}=${token}`).join("; ") });
  }
  return members;
}

let addresses = 0;

/** New members ask for a way back into their accounts; answers with the addresses that get a letter. */
async function askForLetters(origin: string, count: number): Promise<string[]> {
  const asked: string[] = [];
  for (let index = 0; index < count; index++) {
    const { id, handle } = await aMember();
    const { email } = await db.member.update({
      where: { id },
      data: { emailVerifiedAt: new Date() },
      select: { email: true },
    });
    addresses += 1;
    const sent = {
      method: "POST",
      headers: {
        Origin: origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": `198.51.100.${addresses % 250}`,
      },
      body: new URLSearchParams({ handle }).toString(),
      agent: false,
    } as const;
    let status = 503;
    while (status === 503) ({ status } = await ask(origin + paths.forgottenPassword(), sent));
    if (status === 303) asked.push(email!);
  }
  return asked;
}

async function untilJobsAreDone(client: pg.Client) {
  const until = performance.now() + patience;
  for (;;) {
    const { rows } = await client.query<{ name: string }>(
      // New posts are told of a moment after they are written.
      `select task_identifier as name from graphile_worker.jobs
       where (run_at <= now() or task_identifier = 'posts.tell') and attempts < max_attempts`,
    );
    if (rows.length === 0) return;
    if (performance.now() > until) throw new Error(`Jobs are left: ${rows.map(({ name }) => name).join(", ")}.`);
    await pause(200);
  }
}

/** The Message-IDs of what each address got. */
function messageIds({ received }: Smtp) {
  const taken = new Map<string, string[]>();
  for (const { to, source } of received)
    for (const address of to) taken.set(address, [...(taken.get(address) ?? []), fieldOf(source, "Message-ID") ?? ""]);
  return taken;
}
