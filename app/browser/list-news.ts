/** Says that threads of a list go on while it is open, in a line that moves nothing. */
import { counted } from "~/ui/count";
import { NewsLine } from "./news-line";

/** A post in a thread, as the stream tells it. */
export type PostInList = { thread: number; number: number };

/** The threads with news, given the last post that the list shows of each of its threads. Pure, so that it can be tried alone. */
export class NewsOfList {
  readonly #threads = new Set<number>();

  constructor(
    private readonly shown: ReadonlyMap<number, number>,
    /** The list begins with whatever was active last, so that threads which it does not show yet belong in it. */
    private readonly isOfAll: boolean,
  ) {}

  /** How many threads have news after this post. */
  hear({ thread, number }: PostInList): number {
    const last = this.shown.get(thread);
    if (last === undefined ? this.isOfAll : number > last) this.#threads.add(thread);
    return this.#threads.size;
  }
}

export class ListNews {
  readonly #news: NewsOfList;
  readonly #line: NewsLine;

  constructor(page: Document, list: HTMLElement) {
    this.#news = new NewsOfList(lastPostsIn(list), list.dataset["threadsLive"] === "all");
    this.#line = new NewsLine(page, "New in this list");
  }

  hear(post: PostInList) {
    const count = this.#news.hear(post);
    if (count === 0) return;
    const words = count === 1 ? "1 thread has news" : `${counted(count, "thread")} have news`;
    this.#line.show(words, location.pathname + location.search);
  }

  /** After a time without the stream: what the same list shows by now. */
  compare(fresh: Document) {
    for (const [thread, number] of lastPostsIn(fresh)) this.hear({ thread, number });
  }
}

const lastPostsIn = (part: ParentNode) =>
  new Map(
    [...part.querySelectorAll<HTMLElement>("[data-thread]")].map(({ dataset }) => [
      Number(dataset["thread"]),
      Number(dataset["last"]),
    ]),
  );
