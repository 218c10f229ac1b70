/**
 * Html of parts of pages, kept by all that they show: a post that did not change is drawn once for everybody who sees it
 * alike, however often its page is made. A key holds what its part is drawn from, so that nothing kept can be outdated.
 */
import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { PartKeeper } from "~/ui/kept-part";

/** Characters of keys and html together; most take a byte. */
const mostKept = 8 * 1024 * 1024;

const kept = new LRUCache<string, string>({
  maxSize: mostKept,
  maxEntrySize: mostKept / 16,
  sizeCalculation: (html, key) => html.length + key.length,
});

/** No text can hold it: it is never sent. */
const secret = randomBytes(12).toString("hex");
const marks = new RegExp(`<i data-part="${secret}(/?)(\\d+)"></i>|<i data-text="${secret}([^"]+)"></i>`, "g");

/** The parts and the texts of one page. Texts are put in at the end, because kept parts stand around them. */
export class PageParts implements PartKeeper {
  readonly #drawn: string[] = [];

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  find(key: string): string | null {
    return kept.get(key) ?? null;
  }

  marksOf(key: string) {
    const number = this.#drawn.push(key) - 1;
    return { begin: `${secret}${number}`, end: `${secret}/${number}` };
  }

  /** What stands for a text until the page is finished. */
  readonly marksOfTexts = {
    get: (id: string) => (this.texts.has(id) ? `<i data-text="${secret}${id}"></i>` : undefined),
  };

  /** The page without marks, and with its texts. What was drawn for it is kept for the next ones. */
  finish(html: string): string {
    const began = new Map<string, number>();
    let page = "";
    let last = 0;
    for (const mark of html.matchAll(marks)) {
      const [whole, isEnd, number, text] = mark;
      page += html.slice(last, mark.index);
      last = mark.index + whole.length;
      if (text !== undefined) page += this.texts.get(text) ?? "";
      else if (isEnd === "") began.set(number!, last);
      else kept.set(this.#drawn[Number(number)]!, copyOf(html.slice(began.get(number!), mark.index)));
    }
    return page + html.slice(last);
  }
}

/** A string of its own: a slice would hold the whole page in memory. */
const copyOf = (slice: string) => Buffer.from(slice).toString();
