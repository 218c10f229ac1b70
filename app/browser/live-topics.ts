/** What the pages of a browser want to hear, and what their shared stream has to tell them. */
import { isThreadTopic, threadInTopic, threadsTopic } from "~/platform/thread-topic";
import type { PostInList } from "./list-news";
import type { Point } from "./live-points";

/** What is new in a thread; `gap`: more than is kept or can be told. */
export const updateKinds = ["post", "edit", "verdict", "vote", "gap"] as const;

type UpdateData = { topic: string; sequence: number };
export type PostCounts = {
  number: number;
  worth: number;
  agree: number;
  disagree: number;
  reactions: Record<string, number>;
};
export type Update =
  | { event: "post" | "verdict"; data: UpdateData & { number: number } }
  | { event: "edit"; data: UpdateData & { number: number; revision: number } }
  | { event: "vote"; data: UpdateData & { posts: PostCounts[] } }
  | { event: "gap"; data: UpdateData };
/** A post somewhere, for open lists of threads. */
export type News = { event: "news"; data: PostInList };
/** Something was told of this topic while the stream or its server did not hear: `*` is any that is told once and not kept. */
export type Missed = { event: "missed"; data: { topic: string } };
export type Heard = { event: "point"; data: Point } | News | Missed | Update;

/** A page's topics, and the sequence that it has heard last of its thread. */
type Want = { topics: string[]; after: number };

/** The server's bound. */
const mostTopics = 32;

export class Topics {
  readonly #wants = new Map<string, Want>();
  /** The topics of the stream, and for a thread the sequence up to which it has told, or after which it began. */
  readonly #covered = new Map<string, number>();

  /** Notes what a page wants, nothing when it leaves; returns whether it is new here. */
  set(page: string, { topics, after }: Want): boolean {
    const isNew = !this.#wants.has(page);
    if (topics.length > 0) this.#wants.set(page, { topics, after });
    else this.#wants.delete(page);
    return isNew;
  }

  /** All pages of a thread are being told what has this sequence. */
  reached(topic: string, sequence: number) {
    const covered = this.#covered.get(topic);
    if (covered !== undefined) this.#covered.set(topic, Math.max(sequence, covered));
    for (const want of this.#wants.values())
      if (want.topics.includes(topic)) want.after = Math.max(want.after, sequence);
  }

  clear() {
    this.#wants.clear();
    this.#covered.clear();
  }

  /** The topics of all pages, and for a thread the sequence that the page has which heard least of it. */
  #all(): Map<string, number> {
    const all = new Map<string, number>();
    for (const { topics, after } of this.#wants.values())
      for (const topic of topics) all.set(topic, Math.min(after, all.get(topic) ?? Infinity));
    const isOfThreads = (topic: string) => Number(isThreadTopic(topic) || topic === threadsTopic);
    const threadsFirst = [...all].toSorted(([a], [b]) => isOfThreads(b) - isOfThreads(a) || (a < b ? -1 : 1));
    return new Map(threadsFirst.slice(0, mostTopics));
  }

  /** Whether the stream that is open tells every page all that it has not heard, and nothing that nobody wants. */
  areCovered(): boolean {
    const all = this.#all();
    return (
      all.size === this.#covered.size &&
      [...all].every(
        ([topic, after]) => this.#covered.has(topic) && !(isThreadTopic(topic) && after < this.#covered.get(topic)!),
      )
    );
  }

  /** The address of a stream that tells every page what it has not heard; from now on that is what is covered. */
  cover(): string {
    const all = this.#all();
    this.#covered.clear();
    for (const [topic, after] of all) this.#covered.set(topic, after);
    const positions = [...all].filter(([topic]) => isThreadTopic(topic));
    const after = positions.map(([topic, sequence]) => `${threadInTopic(topic)}:${sequence}`).join(",");
    return `/live?topics=${[...all.keys()].join(",")}${after && `&after=${after}`}`;
  }
}
