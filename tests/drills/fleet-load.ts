/**
 * Readers and writers of a site behind a proxy, while its processes come and go. Each writer sends a form until it is
 * acknowledged, with the same key; what the database holds in the end is compared with what was acknowledged.
 */
import { get, type ClientRequest } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { paths } from "~/paths";
import { ask } from "../bench/requests";

export type WritingMember = { cookie: string };
export type LoadedThread = { id: number; slug: string };
type Options = {
  origin: string;
  members: WritingMember[];
  thread: LoadedThread;
  writers: number;
  readers: number;
  /** Milliseconds between two forms of a writer. */
  betweenForms: number;
};
type Acknowledged = { body: string; location: string; retries: number };

/** Milliseconds without an answer after which the load gives up. */
const patience = 120_000;

export class FleetLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Readers' answers that were not 200, and requests of readers without an answer, each with its path. */
  readonly unread: string[] = [];
  /** Statuses of forms other than 303 and those that mean "later". */
  readonly odd: string[] = [];
  pages = 0;
  /** Answers to readers that mean "later". */
  later = 0;
  /** Attempts of writers that had no answer, or 502 or 503. */
  retries = 0;
  /** The numbers of posts that the listener heard of. */
  readonly heard = new Set<number>();
  /** How often the listener's stream was opened. */
  streams = 0;
  #isOver = false;
  #work: Promise<unknown>[] = [];
  #stream: ClientRequest | undefined;
  #lastId = "";

  constructor(private readonly options: Options) {}

  begin() {
    const { writers, readers } = this.options;
    this.#listen();
    this.#work = [
      ...Array.from({ length: writers }, (_, writer) => this.#write(writer)),
      ...Array.from({ length: readers }, (_, reader) => this.#read(reader)),
    ];
  }

  /** Resolves when so many more posts are acknowledged and so many more pages read: what runs now is under load. */
  async goOn(posts: number, pages = posts) {
    const until = {
      posts: this.acknowledged.length + posts,
      pages: this.pages + pages,
      at: performance.now() + patience,
    };
    while (this.acknowledged.length < until.posts || this.pages < until.pages) {
      if (performance.now() > until.at)
        throw new Error(
          `Nothing goes on: ${this.acknowledged.length} posts, ${this.pages} pages, ${this.odd.join(", ")}.`,
        );
      await pause(20);
    }
  }

  /** Ends the load when every form under way is acknowledged. */
  async end() {
    this.#isOver = true;
    await Promise.all(this.#work);
  }

  /** Stops listening, once the listener has heard of every post that was acknowledged or patience ends. */
  async endListening(numbers: number[]) {
    const until = performance.now() + patience / 4;
    while (performance.now() < until && numbers.some((number) => !this.heard.has(number))) await pause(50);
    this.#stream?.destroy();
    this.#stream = undefined;
  }

  async #write(writer: number) {
    const { origin, members, thread, betweenForms, writers } = this.options;
    for (let turn = 0; !this.#isOver; turn++) {
      const body = `Form ${turn} of writer ${writer} to the fleet.`;
      const { cookie } = members[(turn * writers + writer) % members.length]!;
      const form = new URLSearchParams({ body, idempotencyKey: `fleet-${writer}-${turn}-0123456789` }).toString();
      const headers = {
        Origin: origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        Cookie: cookie,
      };
      const began = performance.now();
      for (let retries = 0; ; retries++) {
        const sent = { method: "POST", headers, body: form, agent: false } as const;
        const answer = await ask(origin + paths.thread(thread), sent).catch(() => null);
        if (answer?.status === 303) {
          this.acknowledged.push({ body, location: answer.headers["location"] ?? "", retries });
          break;
        }
        if (answer && answer.status !== 502 && answer.status !== 503) {
          this.odd.push(`${answer.status} to ${body}`);
          break;
        }
        this.retries += 1;
        if (performance.now() - began > patience) throw new Error(`“${body}” was not acknowledged.`);
        await pause(100);
      }
      await pause(betweenForms);
    }
  }

  async #read(reader: number) {
    const { origin, members, thread } = this.options;
    const addresses = ["/", paths.thread(thread), "/tags", `${paths.thread(thread)}.rss`, "/search?q=fleet"];
    for (let turn = reader; !this.#isOver; turn++) {
      const path = addresses[turn % addresses.length]!;
      const { cookie } = members[turn % members.length]!;
      // Every second one is signed in: these pages are made for the request.
      const headers: Record<string, string> = turn % 2 === 0 ? { Cookie: cookie } : {};
      const answer = await ask(origin + path, { headers, agent: false }).catch((error: Error) => error.message);
      if (typeof answer !== "string" && answer.status === 200) this.pages += 1;
      // A busy server says “later”, whoever comes and goes.
      else if (typeof answer !== "string" && answer.status === 503) this.later += 1;
      else this.unread.push(`${typeof answer === "string" ? answer : answer.status} at ${path}`);
      await pause(20);
    }
  }

  /** As a browser does: a stream that ends is opened again, with the id of the last event that came. */
  #listen() {
    const { origin, thread } = this.options;
    const headers = { Accept: "text/event-stream", ...(this.#lastId && { "Last-Event-ID": this.#lastId }) };
    const again = () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      setTimeout(() => this.#listen(), 500).unref();
    };
    this.streams += 1;
    const stream = get(`${origin}/live?topics=thread:${thread.id}&after=${thread.id}:0`, { agent: false, headers });
    this.#stream = stream;
    stream.once("response", (answer) => {
      answer.setEncoding("utf8");
      let text = "";
      answer.on("data", (chunk: string) => {
        const blocks = (text + chunk).split("\n\n");
        text = blocks.pop()!;
        for (const block of blocks) this.#hear(block);
      });
      answer.once("close", again);
      answer.on("error", again);
    });
    stream.once("error", again);
  }

  #hear(block: string) {
    const [, id] = /^id: (.*)$/m.exec(block) ?? [];
    if (id) this.#lastId = id;
    const [, number] = /^event: post\ndata: .*"number":(\d+)/m.exec(block) ?? [];
    if (number) this.heard.add(Number(number));
  }
}

/** What the database holds of the load: acknowledged posts that are lost or elsewhere, and texts that stand twice. */
export async function compareWithDatabase(client: pg.ClientBase, { acknowledged }: FleetLoad, thread: LoadedThread) {
  const { rows } = await client.query<{ body: string; path: string; number: number; times: number }>(
    `select r."body", '/p/' || min(p."id") as path, min(p."number") as number, count(*)::int as times
     from "Post" p join "PostRevision" r on r."postId" = p."id" and r."number" = 1
     where p."threadId" = $1 and r."body" like 'Form % to the fleet.' group by 1`,
    [thread.id],
  );
  const byBody = new Map(rows.map((row) => [row.body, row]));
  return {
    numbers: rows.map(({ number }) => number),
    lost: acknowledged.filter(({ body, location }) => byBody.get(body)?.path !== location),
    doubled: rows.filter(({ times }) => times > 1),
  };
}
