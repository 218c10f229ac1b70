/** What a text from another forum refers to, looked up in what was taken over so far. */
import { paths } from "~/paths";
import { importPicture } from "~/features/uploads/uploads.server";
import { db } from "~/platform/db.server";
import type { ForumThere } from "./forum-there";
import type { OldPage } from "./old-address";
import type { QuotedOrigin } from "./quotes-there";
import { bareHost, type Lookup, type Translated } from "./translate";

type Asked = {
  names: Set<string>;
  handles: Set<string>;
  quotes: Map<string, { topicId: number; number: number }>;
  pages: Map<string, { page: OldPage; host: string }>;
  uploads: Set<string>;
};

type Where = {
  originId: number;
  /** Ids of origins by host, "www." left out. */
  origins: Map<string, number>;
  /** For pictures; null where none are asked for. */
  there: Pick<ForumThere, "readUpload"> | null;
  /** Who gets them. */
  authorId: number;
};

/** Runs `change` once to learn what it looks up, and once more with what is known. `taken`: pictures that came with it. */
export async function withReferences(
  where: Where,
  change: (lookup: Lookup) => Translated,
): Promise<Translated & { taken: number }> {
  const asked: Asked = {
    names: new Set(),
    handles: new Set(),
    quotes: new Map(),
    pages: new Map(),
    uploads: new Set(),
  };
  const first = change({
    handleOf: (name) => void asked.names.add(name),
    isSomebodys: (handle) => Boolean(asked.handles.add(handle)),
    quoted: (topicId, number) => void asked.quotes.set(`${topicId}:${number}`, { topicId, number }),
    pathOf: (page, host) => void asked.pages.set(`${host} ${JSON.stringify(page)}`, { page, host }),
    upload: (address) => void asked.uploads.add(address),
  });
  if (asked.names.size + asked.quotes.size + asked.pages.size + asked.uploads.size === 0) return { ...first, taken: 0 };

  const handles = await handlesOf(where.originId, [...asked.names]);
  const somebodys = new Set(
    (
      await db.member.findMany({
        where: { handle: { in: [...asked.handles, ...asked.names] } },
        select: { handle: true },
      })
    ).map(({ handle }) => handle),
  );
  const quotes = await quotesOf(where.originId, [...asked.quotes.values()]);
  const pages = new Map<string, string>();
  for (const [key, { page, host }] of asked.pages) {
    const originId = where.origins.get(host);
    const path = originId === undefined ? null : await pathOfPage(originId, page);
    if (path !== null) pages.set(key, path);
  }
  const { uploads, taken } = await takeUploads(where, [...asked.uploads]);
  return {
    ...change({
      handleOf: (name) => handles.get(name),
      isSomebodys: (handle) => somebodys.has(handle),
      quoted: (topicId, number) => quotes.get(`${topicId}:${number}`),
      pathOf: (page, host) => pages.get(`${host} ${JSON.stringify(page)}`),
      upload: (address) => uploads.get(address),
    }),
    taken,
  };
}

/** Ids of the forums that were taken over, by host without "www.". */
export async function listOrigins(): Promise<Map<string, number>> {
  const rows = await db.importOrigin.findMany({ select: { id: true, host: true } });
  return new Map(rows.map(({ id, host }) => [bareHost(host), id]));
}

async function handlesOf(originId: number, names: string[]): Promise<Map<string, string>> {
  const rows = await db.importedMember.findMany({
    where: { originId, username: { in: names } },
    select: { username: true, member: { select: { handle: true, deletedAt: true } } },
  });
  return new Map(
    rows.flatMap(({ username, member }) => (member.deletedAt ? [] : [[username, member.handle] as const])),
  );
}

async function quotesOf(originId: number, asked: { topicId: number; number: number }[]) {
  const quotes = new Map<string, QuotedOrigin>();
  if (asked.length === 0) return quotes;
  const rows = await db.importedPost.findMany({
    where: { originId, OR: asked, post: { status: "visible", thread: { status: "visible" } } },
    select: {
      topicId: true,
      number: true,
      postId: true,
      revision: true,
      post: { select: { author: { select: { handle: true } } } },
    },
  });
  for (const { topicId, number, postId, revision, post } of rows)
    quotes.set(`${topicId}:${number}`, { handle: post.author.handle, postId, revision });
  return quotes;
}

/** Our path of a page of this forum; null for one that was not taken over, or is not public any more. */
export async function pathOfPage(originId: number, page: OldPage): Promise<string | null> {
  const visible = { status: "visible" } as const;
  switch (page.kind) {
    case "home":
      return paths.home();
    case "topic": {
      if (page.number !== null && page.number > 1) {
        const row = await db.importedPost.findFirst({
          where: { originId, topicId: page.id, number: page.number, post: { ...visible, thread: visible } },
          select: postPlace,
        });
        if (row) return paths.postInThread(row.post.thread, row.post);
      }
      const row = await db.importedThread.findUnique({
        where: { originId_externalId: { originId, externalId: page.id }, thread: visible },
        select: { thread: { select: { id: true, slug: true } } },
      });
      return row && paths.thread(row.thread);
    }
    case "post": {
      const row = await db.importedPost.findUnique({
        where: { originId_externalId: { originId, externalId: page.id }, post: { ...visible, thread: visible } },
        select: postPlace,
      });
      return row && paths.postInThread(row.post.thread, row.post);
    }
    case "member": {
      const row = await db.importedMember.findUnique({
        where: { originId_username: { originId, username: page.username }, member: { deletedAt: null } },
        select: { member: { select: { handle: true } } },
      });
      return row && paths.member(row.member);
    }
    case "term": {
      const row = await db.importedTerm.findUnique({
        where: { originId_name: { originId, name: page.name } },
        select: { tag: { select: { slug: true, kind: true } } },
      });
      return row && paths.tagPage(row.tag);
    }
  }
}

const postPlace = {
  post: { select: { id: true, number: true, thread: { select: { id: true, slug: true } } } },
} as const;

/** Pictures that are here, and those that can be had now; by their address there. */
async function takeUploads({ originId, there, authorId }: Where, addresses: string[]) {
  const rows = await db.importedUpload.findMany({
    where: { originId, address: { in: addresses } },
    select: { address: true, hash: true },
  });
  const uploads = new Map(rows.map(({ address, hash }) => [address, paths.upload({ hash })]));
  let taken = 0;
  for (const address of addresses) {
    if (uploads.has(address) || !there || address.length > 600) continue;
    const file = await there.readUpload(address);
    const added = file && (await importPicture({ memberId: authorId, file, alt: "" }));
    if (!added?.ok) continue;
    const { hash } = added.upload;
    await db.importedUpload.createMany({ data: [{ originId, address, hash }], skipDuplicates: true });
    uploads.set(address, paths.upload({ hash }));
    taken += 1;
  }
  return { uploads, taken };
}
