/** What people do in a browser without script, each step checked: the journeys of the drill with two releases. */
import { paths } from "~/paths";
import { type Answer, ask } from "../bench/requests";

/** Somebody's browser: it keeps cookies. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  /** The page at this path, which has to be there. */
  async read(path: string): Promise<string> {
    const answer = await this.#send(path, {});
    if (answer.status !== 200) throw new Error(`${answer.status} at ${path}`);
    return answer.body.toString();
  }

  /** Sends a form; answers with the path that it leads to. */
  async submit(path: string, fields: Record<string, string>): Promise<string> {
    const answer = await this.#send(path, {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: {
        Origin: this.origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
      },
    });
    if (answer.status !== 303) throw new Error(`${answer.status} to a form at ${path}: ${wordsOf(answer)}`);
    return answer.headers["location"] ?? "";
  }

  async follow(path: string): Promise<string> {
    const answer = await this.#send(path, {});
    const to = answer.headers["location"];
    return to === undefined ? path : to;
  }

  async #send(path: string, sent: { method?: string; body?: string; headers?: Record<string, string> }) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await ask(this.origin + path, {
      ...sent,
      headers: { "Accept-Encoding": "identity", ...sent.headers, ...(cookie && { Cookie: cookie }) },
      agent: false,
    });
    for (const [, name, value] of (answer.headers["set-cookie"] ?? "").matchAll(/(?:^|, )([A-Za-z_-]+-\d+)=([^;,]*)/g))
      this.#cookies.set(name!, value!);
    return answer;
  }
}

const wordsOf = ({ body }: Answer) =>
  body
    .toString()
    .replaceAll(/<script[\s\S]*?<\/script>|<[^>]+>|\s+/g, " ")
    .slice(0, 200);

export type Begun = {
  /** A tag that threads can be filed under. */
  tag: string;
  promote(handle: string): Promise<unknown>;
};

const password = "a password of the drill";
const handleOf = (round: number) => `rolling-${round % 2}`;
/** The last one who joined opens the threads; the other one votes for them and moderates. */
const reader = handleOf(0);
const titleOf = (round: number) => `Does rolling release ${round} lose a post?`;

/** What journeys leave for later ones. */
const made = { thread: "", posts: [] as number[] };

const idIn = (location: string) => {
  const [, id] = /^\/p\/(\d+)/.exec(location) ?? [];
  if (!id) throw new Error(`${location} leads to no post`);
  return Number(id);
};

/** The value of the page's hidden field of that name. */
function valueIn(page: string, name: string) {
  const [field = ""] = new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(page) ?? [];
  const [, value] = / value="([^"]*)"/.exec(field) ?? [];
  if (value === undefined) throw new Error(`The page has no field “${name}”`);
  return value;
}

function expectWords(page: string, words: string, where: string) {
  if (!page.replaceAll("<!-- -->", "").includes(words)) throw new Error(`“${words}” is not at ${where}`);
}

/** In the order in which they are made; each is made several times. */
export const journeys: Record<string, (browser: Browser, begun: Begun, round: number) => Promise<void>> = {
  async "join and sign in"(browser, { promote }, round) {
    const handle = handleOf(round);
    if (round < 2) {
      await browser.submit(paths.signUp(), { handle, email: `${handle}@example.org`, password });
      await promote(handle);
    }
    await browser.submit(paths.signIn(), { handle, password });
    expectWords(await browser.read("/"), `/u/${handle}`, "/");
  },
  async "open a thread and reply"(browser, { tag }, round) {
    const key = `rolling-thread-${round}-0123456789`;
    const opened = await browser.submit(paths.newThread(), {
      title: titleOf(round),
      body: `Opening post ${round}: Base runs at 142 TPS.`,
      tags: tag,
      idempotencyKey: key,
    });
    made.posts.push(idIn(opened));
    made.thread = (await browser.follow(opened)).replace(/\/1#.*$/, "");
    const body = `Reply ${round} while releases roll, quagga.`;
    const reply = { body, idempotencyKey: `rolling-reply-${round}-0123456789` };
    const [first, again] = [await browser.submit(made.thread, reply), await browser.submit(made.thread, reply)];
    if (first !== again) throw new Error(`the same form led to ${first} and ${again}`);
    expectWords(await browser.read(made.thread), body, made.thread);
  },
  async read(browser) {
    for (const path of ["/", "/tags", "/sources", "/metrics", "/index.rss", "/api/v1/threads", made.thread]) {
      const page = await browser.read(path);
      const files = new Set([...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, file]) => file!));
      for (const file of files) await browser.read(file);
    }
    await new Browser(browser.origin).read(made.thread);
  },
  async edit(browser, { tag }, round) {
    const post = { id: made.posts[round]! };
    const body = `Opening post ${round}, edited: Base runs at 150 TPS.`;
    const revision = valueIn(await browser.read(paths.editPost(post)), "revision");
    const title = `${titleOf(round)} Edited.`;
    await browser.submit(paths.editPost(post), { title, tags: tag, body, revision, reason: "A newer figure" });
    const place = (await browser.follow(paths.post(post))).replace(/#.*$/, "");
    for (const words of [`Opening post ${round}, edited`, title]) expectWords(await browser.read(place), words, place);
  },
  async vote(browser, _, round) {
    // Nobody votes for their own posts.
    await browser.submit(paths.signIn(), { handle: reader, password });
    await browser.submit(paths.vote({ id: made.posts[round]! }), { axis: "agree", value: "1" });
  },
  async search(browser) {
    const found = paths.search({ q: "quagga" });
    expectWords(await browser.read(found), "quagga", found);
  },
  async moderate(browser, _, round) {
    await browser.submit(paths.signIn(), { handle: reader, password });
    const target = made.posts[round]!;
    for (const kind of ["hide_post", "restore_post"])
      await browser.submit(paths.moderate(kind, target), {
        kind,
        target: String(target),
        reason: "A trial of the drill.",
      });
    expectWords(await browser.read(paths.modLog()), "A trial of the drill.", paths.modLog());
  },
};
