/** Writes the pages of a running forum into a folder, as files that open without a server. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { setTimeout } from "node:timers/promises";
import { html as markup } from "../../app/ui/html";
import { type Copied, listFile } from "./list-pages";
import { staticHtml } from "./static-html";

type Given = {
  copied: Copied;
  /** Where the forum answers. */
  server: string;
  /** Where readers find it: the address that pages name. */
  origin: string;
  folder: string;
};

export type Written = { pages: number; files: number };

/** Pages are fetched first and written then: only what answered is linked to. */
export async function writeCopy({ copied, server, origin, folder }: Given): Promise<Written> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty. Name a new folder, or one that is empty.`);
  const raw = join(folder, ".fetched");
  const found = new Map<string, string>();
  for (const [path, file] of copied.pages) {
    const answer = await ask(server + path);
    if (answer.status !== 200) {
      await answer.body?.cancel();
      continue;
    }
    await write(raw, file, new Uint8Array(await answer.arrayBuffer()));
    found.set(path, file);
  }
  if (!found.has("/")) throw new Error("The forum does not show its first page. Nothing was copied.");
  const files = new Files(server, folder);
  const present = new Set(found.values());
  const rewriteFor = (path: string, file: string, wanted: Set<string>) => ({
    there: origin + path,
    link: (address: string) => linkTo(address, { path, file, origin, server, find: copied.find, present }),
    file: (address: string) => {
      const url = new URL(address, server + path);
      if (url.origin !== server && url.origin !== origin) return null;
      const kept = fileOf(url);
      wanted.add(url.pathname + url.search);
      return posix.relative(dirname(file), kept);
    },
  });
  for (const [path, file] of found) {
    const page = await readFile(join(raw, file), "utf8");
    const list = posix.relative(dirname(file), listFile);
    const wanted = new Set<string>();
    const rewrite = rewriteFor(path, file, wanted);
    const whole = staticHtml(page, rewrite, { list });
    for (const address of wanted) await files.fetch(address);
    const kept = (address: string) => {
      const url = new URL(address, server + path);
      return files.has(url.pathname + url.search) ? rewrite.file(address) : null;
    };
    // What the copy doesn't get goes from the page as well.
    const isWhole = [...wanted].every(files.has);
    await write(folder, file, isWhole ? whole : staticHtml(page, { ...rewrite, file: kept }, { list }));
  }
  const sheets = [
    ...(await readFile(join(folder, "index.html"), "utf8")).matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
  ];
  const list = listPage(
    copied.lists.map(({ title, entries }) => ({
      title,
      entries: entries.flatMap(({ path, words }) => (found.has(path) ? [{ file: found.get(path)!, words }] : [])),
    })),
    sheets.map(([, sheet]) => sheet!),
    origin,
  );
  await write(folder, listFile, list);
  await rm(raw, { recursive: true });
  return { pages: found.size + 1, files: files.count };
}

type From = {
  path: string;
  file: string;
  origin: string;
  server: string;
  find: Copied["find"];
  present: Set<string>;
};

/** A link to a page of the copy is relative, one to whatever else the forum has leads to the forum. */
function linkTo(address: string, { path, file, origin, server, find, present }: From): string {
  if (address.startsWith("#") || !URL.canParse(address, server + path)) return address;
  const url = new URL(address, server + path);
  if (url.origin !== server && url.origin !== origin) return address;
  // A view of a page is not in the copy; the page at a time or a revision is not either.
  const place = url.search === "" ? find(url.pathname) : null;
  if (!place || !present.has(place.file)) return origin + url.pathname + url.search + url.hash;
  // Other places of another page may have gone with what a copy doesn't have.
  const hash = place.hash || (/^#(?:p|post)-\d+$/.test(url.hash) ? url.hash : "");
  return posix.relative(dirname(file), place.file) + hash;
}

/** Where a stylesheet, font or picture lies in the copy. */
function fileOf({ pathname, search }: URL): string {
  const name = decodeURIComponent(pathname).replaceAll(/[^\w./@-]|\.\.+/g, "_");
  const asked = search === "" ? "" : `-${search.replaceAll(/\W/g, "")}`;
  const ending = /\.\w+$/.exec(name)?.[0] ?? (name.startsWith("/uploads/") ? ".img" : "");
  return `files${name.slice(0, name.length - (name.endsWith(ending) ? ending.length : 0))}${asked}${ending}`;
}

/** What pages show beside their texts, each fetched once. */
class Files {
  readonly #kept = new Map<string, boolean>();

  constructor(
    private readonly server: string,
    private readonly folder: string,
  ) {}

  has = (address: string) => this.#kept.get(address) === true;

  get count() {
    return [...this.#kept.values()].filter(Boolean).length;
  }

  async fetch(address: string) {
    if (this.#kept.has(address)) return;
    const answer = await ask(this.server + address);
    this.#kept.set(address, answer.status === 200);
    if (answer.status !== 200) {
      await answer.body?.cancel();
      return;
    }
    const place = fileOf(new URL(address, this.server));
    const isSheet = answer.headers.get("Content-Type")?.startsWith("text/css");
    const content = isSheet
      ? await this.#sheet(await answer.text(), address, place)
      : new Uint8Array(await answer.arrayBuffer());
    await write(this.folder, place, content);
  }

  /** A stylesheet with its fonts and pictures as files beside it. */
  async #sheet(text: string, address: string, place: string): Promise<string> {
    let sheet = text;
    for (const [whole, quoted] of text.matchAll(/url\(\s*(["']?[^)"']+["']?)\s*\)/g)) {
      const named = quoted!.replaceAll(/["']/g, "");
      if (named.startsWith("data:") || named.startsWith("#")) continue;
      const url = new URL(named, this.server + address);
      await this.fetch(url.pathname);
      sheet = sheet.replaceAll(
        whole,
        `url("${posix.relative(dirname(place), fileOf(new URL(url.pathname, this.server)))}")`,
      );
    }
    return sheet;
  }
}

const attempts = 20;

/** A forum that has much to do asks to come again. */
async function ask(url: string): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(60_000) });
    if ((answer.status !== 503 && answer.status !== 429) || attempt === attempts) return answer;
    await answer.body?.cancel();
    await setTimeout(Math.min(30, Number(answer.headers.get("Retry-After")) || 1) * 1_000);
  }
}

async function write(folder: string, file: string, content: string | Uint8Array) {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

type List = { title: string; entries: { file: string; words: string }[] };

/** The list of everything that the copy has, in place of search. */
const listPage = (lists: List[], sheets: string[], origin: string) =>
  `<!doctype html>\n${String(markup`<html lang="en"><head><meta charset="utf-8"><title>Everything in this copy</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
${sheets.map((sheet) => markup`<link rel="stylesheet" href="${sheet}">`)}</head><body>
<main id="content" class="page"><article class="profile"><h1>Everything in this copy</h1>
<p class="page-lead">A copy of <a href="${origin}">${new URL(origin).host}</a> that opens without a server. <a href="index.html">Its first page</a></p>
${lists.map(
  ({ title, entries }) => markup`<section><h2>${title}</h2><ul>
${entries.map(({ file, words }) => markup`<li><a href="${file}">${words}</a></li>`)}</ul></section>`,
)}</article></main></body></html>`)}\n`;
