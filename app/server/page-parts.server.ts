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
const textMarks = new RegExp(`<i data-text="${secret}([^"]+)"></i>`, "g");
const marks = new RegExp(`<i data-part="${secret}([/=]?)(\\d+)"></i>|${textMarks.source}`, "g");

/** The parts and the texts of one page. Texts are put in at the end, because kept parts stand around them. */
export class PageParts implements PartKeeper {
  readonly #drawn: string[] = [];
  readonly #found: string[] = [];

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  findMark(key: string): string | null {
    const html = kept.get(key);
    return html === undefined ? null : `${secret}=${this.#found.push(html) - 1}`;
  }

  marksOf(key: string) {
    const number = this.#drawn.push(key) - 1;
    return { begin: `${secret}${number}`, end: `${secret}/${number}` };
  }

  /** What stands for a text until the page is finished. */
  readonly marksOfTexts = {
    get: (id: string) => (this.texts.has(id) ? `<i data-text="${secret}${id}"></i>` : undefined),
  };

  /** The page without marks, with its kept parts and its texts. What was drawn for it is kept for the next ones. */
  finish(html: string): string {
    const began = new Map<string, number>();
    let page = "";
    let last = 0;
    for (const mark of html.matchAll(marks)) {
      const [whole, kind, number, text] = mark;
      page += html.slice(last, mark.index);
      last = mark.index + whole.length;
      if (text !== undefined) page += this.#textOf(text);
      else if (kind === "=")
        page += this.#found[Number(number)]!.replace(textMarks, (_, id: string) => this.#textOf(id));
      else if (kind === "") began.set(number!, last);
      else kept.set(this.#drawn[Number(number)]!, copyOf(html.slice(began.get(number!), mark.index)));
    }
    return page + html.slice(last);
  }

  #textOf(id: string): string {
    return this.texts.get(id) ?? "";
  }
}

/** A string of its own: a slice would hold the whole page in memory. */
const copyOf = (slice: string) => Buffer.from(slice).toString();
