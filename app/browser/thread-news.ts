/** Says that a thread goes on while it is read, in a line that moves nothing, and writes the counts of votes that come. */
import { counted, countInWords } from "~/ui/count";
import type { PostCounts, Update } from "./live-topics";
import { NewsLine } from "./news-line";

/** Milliseconds until news are shown: a member's own reply is on the page by then. */
const untilShown = 1_200;

export class ThreadNews {
  readonly #updates: Exclude<Update, { event: "vote" }>[] = [];
  readonly #line: NewsLine;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Document,
    private readonly thread: HTMLElement,
  ) {
    this.#line = new NewsLine(page, "New in this thread");
    // A member's page gets newer by itself after a reply.
    new MutationObserver(() => this.#showSoon()).observe(thread, { attributeFilter: ["data-after"] });
  }

  hear(update: Update) {
    if (update.event === "vote") return update.data.posts.forEach((post) => this.#writeCounts(post));
    this.#updates.push(update);
    this.#showSoon();
  }

  #showSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), untilShown);
  }

  #postOf = (number: number) => this.page.getElementById(`post-${number}`)?.closest<HTMLElement>(".post") ?? null;

  /** The updates that are not on the page already. */
  #unseen() {
    const after = Number(this.thread.dataset["after"]);
    return this.#updates.filter(({ event, data }) => {
      if (data.sequence <= after) return false;
      if (event === "post") return this.page.getElementById(`post-${data.number}`) === null;
      if (event === "edit") return Number(this.#postOf(data.number)?.dataset["revision"] ?? Infinity) < data.revision;
      return event === "gap" || this.#postOf(data.number) !== null;
    });
  }

  #show() {
    const unseen = this.#unseen();
    const numbers = (event: Update["event"]) => [
      ...new Set(
        unseen.flatMap((update) => (update.event === event && "number" in update.data ? [update.data.number] : [])),
      ),
    ];
    const [replies, edits, verdicts] = [numbers("post"), numbers("edit"), numbers("verdict")];
    const parts = [
      replies.length > 0 && counted(replies.length, "new reply", "new replies"),
      edits.length > 0 && (edits.length === 1 ? `post ${edits[0]} edited` : `${edits.length} posts edited`),
      verdicts.length > 0 &&
        (verdicts.length === 1 ? `checks in post ${verdicts[0]}` : `checks in ${verdicts.length} posts`),
    ].filter((part) => part !== false);
    const words = unseen.some(({ event }) => event === "gap") ? "This thread has changed" : parts.join(" · ");
    const first = [replies, edits, verdicts].flat()[0];
    this.#line.show(words, first === undefined ? this.#path : `${this.#path}/${first}#post-${first}`);
  }

  get #path() {
    return this.thread.dataset["path"] ?? location.pathname;
  }

  #writeCounts({ number, worth, agree, disagree, reactions }: PostCounts) {
    const post = this.#postOf(number);
    if (!post) return;
    const counts = new Map(Object.entries({ worth, agree, disagree, ...reactions }));
    for (const place of post.querySelectorAll<HTMLElement>("[data-count]")) {
      const count = counts.get(place.dataset["count"] ?? "") ?? 0;
      place.textContent = count === 0 ? "" : countInWords(count);
      place.hidden = count === 0;
    }
  }
}
