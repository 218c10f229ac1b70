/** A thread as files, as visitors read it. */
import { listThreadSources } from "~/features/citations/citations.server";
import { claimsCsv, listThreadClaims } from "~/features/claims/claims.server";
import { discussionMarkdown, windowSize } from "~/features/posts/posts";
import { listDiscussion, listPostSources } from "~/features/posts/posts.server";
import { seriesFile } from "~/features/series/series.server";
import { exportReferences } from "~/features/sources/sources";
import { findReferences } from "~/features/sources/sources.server";
import { nameOfUpload } from "~/features/uploads/uploads";
import { readUpload } from "~/features/uploads/uploads.server";
import { readWidgetAddress } from "~/features/widgets/widgets";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import type { ZipEntry } from "~/platform/zip.server";

type Given = Parameters<typeof discussionMarkdown>[0]["thread"];
type File = Omit<ZipEntry, "at">;

/** The files of a thread that visitors may read, each read when it is asked for; all have the time of its last post. */
export async function* exportThread(thread: Given): AsyncGenerator<ZipEntry> {
  const at = new Date(thread.lastPostAt);
  for await (const file of filesOf(thread)) yield { at, ...file };
}

async function* filesOf(thread: Given): AsyncGenerator<File> {
  yield* discussions(thread);
  yield { path: "thread.json", content: asJson(thread) };
  const sources = await listThreadSources(thread.id, null);
  const references = await findReferences(sources.map(({ id }) => id));
  yield { path: "sources.csl.json", content: exportReferences(references, "csl.json").text };
  yield { path: "sources.bib", content: exportReferences(references, "bib").text };
  yield { path: "claims.csv", content: claimsCsv(await listThreadClaims(thread.id, null)) };
  yield* pictures(thread.id);
  yield* series(thread.id);
}

/** The discussion in parts of 500 posts, as its markdown page has it. */
async function* discussions(thread: Given): AsyncGenerator<File> {
  const { publicOrigin: origin } = env();
  for (let from = 1; from <= Math.max(1, thread.lastNumber);) {
    const part: Awaited<ReturnType<typeof listDiscussion>> = await listDiscussion(thread, from);
    yield {
      path: from === 1 ? "thread.md" : `thread-from-${from}.md`,
      content: discussionMarkdown({ thread, ...part, origin }),
    };
    from = part.last + 1;
  }
}

/** The thread with its posts in their order, with texts, citations and claims; of a post that is not shown the number and why. */
async function* asJson({ id, slug, title, author, createdAt, lastPostAt, postCount, lastNumber, tags }: Given) {
  const about = { id, slug, title, author, createdAt, lastPostAt, postCount, tags: tags.map(({ name }) => name) };
  yield `{\n"thread": ${JSON.stringify(about)},\n"posts": [`;
  let isFirst = true;
  for (let first = 1; first <= lastNumber; first += windowSize) {
    const window = await listPostSources({ threadId: id, first, last: Math.min(lastNumber, first + windowSize - 1) });
    for (const post of window) {
      yield `${isFirst ? "\n" : ",\n"}${JSON.stringify(post)}`;
      isFirst = false;
    }
  }
  yield "\n]\n}\n";
}

const shown = { status: "visible", foldedAt: null } as const;

async function* pictures(threadId: number): AsyncGenerator<File> {
  const rows = await db.postPicture.findMany({
    where: { post: { threadId, ...shown } },
    distinct: ["hash"],
    orderBy: { hash: "asc" },
    select: { hash: true },
  });
  for (const { hash } of rows) {
    const upload = await db.upload.findFirst({
      where: { hash, removedAt: null, heldAt: null },
      select: { hash: true, kind: true },
    });
    const content = upload && (await readUpload(hash));
    if (content) yield { path: `pictures/${nameOfUpload(upload)}`, content, isCompressed: true };
  }
}

/** What the widgets of its posts show, as the series' own pages give it: a file for each series. */
async function* series(threadId: number): AsyncGenerator<File> {
  const posts = await db.post.findMany({
    where: { threadId, ...shown, widgets: { some: {} } },
    orderBy: { number: "asc" },
    select: { revision: true, widgets: { select: { revision: true, address: true }, orderBy: { ordinal: "asc" } } },
  });
  const done = new Set<string>();
  for (const { revision, widgets } of posts)
    for (const { address } of widgets.filter((widget) => widget.revision === revision)) {
      const read = readWidgetAddress(address);
      if (!("widget" in read)) continue;
      for (const { subject, metric } of read.widget.refs) {
        const path = `series/${subject}-${metric}.csv`;
        if (done.has(path)) continue;
        done.add(path);
        const content = await seriesText(subject, metric);
        if (content !== null) yield { path, content };
      }
    }
}

/** The whole series as CSV; null where there is none any more. */
async function seriesText(subject: string, metric: string): Promise<string | null> {
  try {
    return await (await seriesFile("csv", subject, metric, new URLSearchParams({ window: "max" }))).text();
  } catch (error) {
    if (!(error instanceof Response)) throw error;
    log().warn({ subject, metric }, "a series of a thread's widget is gone");
    return null;
  }
}
