/**
 * Html of parts of pages, kept by all that they show: a post that did not change is drawn once for everybody who sees it
 * alike, however often its page is made. A key holds what its part is drawn from, so that nothing kept can be outdated.
 */
import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { PartKeeper } from "~/ui/kept-part";

/** Characters of keys and bytes of html together. */
const mostKept = 8 * 1024 * 1024;

/** Html as it is sent, and in between the ids of the texts that stand there. */
type Part = (Buffer | string)[];

const kept = new LRUCache<string, Part>({
  maxSize: mostKept,
  maxEntrySize: mostKept / 16,
  sizeCalculation: (part, key) => part.reduce((sum, { length }) => sum + length, key.length),
});

/** No text can hold it: it is never sent. */
const secret = randomBytes(12).toString("hex");
const textMarks = new RegExp(`<i data-text="${secret}([^"]+)"></i>`);
const marks = new RegExp(`<i data-part="${secret}([/=]?)(\\d+)"></i>|${textMarks.source}`, "g");

/** The parts and the texts of one page. Texts are put in at the end, because kept parts stand around them. */
export class PageParts implements PartKeeper {
  readonly #drawn: string[] = [];
  readonly #found: Part[] = [];

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  findMark(key: string): string | null {
    const part = kept.get(key);
    return part === undefined ? null : `${secret}=${this.#found.push(part) - 1}`;
  }

  marksOf(key: string) {
    const number = this.#drawn.push(key) - 1;
    return { begin: `${secret}${number}`, end: `${secret}/${number}` };
  }

  /** What stands for a text until the page is finished. */
  readonly marksOfTexts = {
    get: (id: string) => (this.texts.has(id) ? `<i data-text="${secret}${id}"></i>` : undefined),
  };

  /** The page's bytes without marks, with its kept parts and its texts. What was drawn for it is kept for the next ones. */
  finish(html: string): Buffer {
    const began = new Map<string, number>();
    const pieces: Buffer[] = [];
    /** What is not in `pieces` yet: it becomes bytes in one go. */
    let page = "";
    let last = 0;
    for (const mark of html.matchAll(marks)) {
      const [whole, kind, number, text] = mark;
      page += html.slice(last, mark.index);
      last = mark.index + whole.length;
      if (text !== undefined) page += this.#textOf(text);
      else if (kind === "=") {
        for (const piece of this.#found[Number(number)]!)
          if (typeof piece === "string") page += this.#textOf(piece);
          else {
            pieces.push(Buffer.from(page), piece);
            page = "";
          }
      } else if (kind === "") began.set(number!, last);
      else kept.set(this.#drawn[Number(number)]!, partOf(html.slice(began.get(number!), mark.index)));
    }
    return Buffer.concat([...pieces, Buffer.from(page + html.slice(last))]);
  }

  #textOf(id: string): string {
    return this.texts.get(id) ?? "";
  }
}

/** The html between its texts and their ids by turns, as `split` answers with what a pattern captures. */
const partOf = (html: string): Part =>
  html.split(textMarks).map((piece, index) => (index % 2 === 0 ? bytesOf(piece) : piece));

/** In memory of its own: a small buffer would hold eight kilobytes that it shares with others. */
function bytesOf(piece: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(piece));
  bytes.write(piece);
  return bytes;
}
