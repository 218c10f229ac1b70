/** Which pages a static copy has, and where each lies in it. */
import type { ClientBase } from "pg";
import { windowSize } from "../../app/features/posts/posts";
import { definitionsOf, metricIds } from "../../app/features/metrics/metrics";
import { paths } from "../../app/paths";

export type Place = { file: string; hash: string };

export type Copied = {
  /** Every page by its address, in the order in which they are read. */
  pages: Map<string, string>;
  /** The copy's own list of everything, in place of search. */
  lists: { title: string; entries: { path: string; words: string }[] }[];
  /** The address of a page that shows what stands at this one; null for what the copy doesn't have. */
  find(path: string): Place | null;
};

/** The file of the list of everything. */
export const listFile = "everything.html";

export async function listPages(client: ClientBase): Promise<Copied> {
  const rows = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  const threads = await rows<{ id: number; slug: string; title: string; last: number }>(
    `select t."id", t."slug", t."title", t."nextNumber" - 1 as last from "Thread" t
     where t."status" = 'visible' and t."mergedIntoId" is null order by t."lastPostAt" desc, t."id" desc`,
  );
  const posts = await rows<{ id: number; threadId: number; number: number }>(
    `select p."id", p."threadId", p."number" from "Post" p join "Thread" t on t."id" = p."threadId"
     where p."status" = 'visible' and t."status" = 'visible' and t."mergedIntoId" is null`,
  );
  const tags = await rows<{ slug: string; name: string; kind: string }>(
    `select "slug", "name", "kind" from "Tag" order by lower("name"), "id"`,
  );
  const subjects = await rows<{ slug: string; name: string }>(
    `select "slug", "name" from "Chain" union select "slug", "name" from "ChainGroup" order by 2, 1`,
  );
  const series = await rows<{ subject: string; metric: string }>(
    `select distinct s."subject", d."metricId" as metric from "Series" s join "MetricDefinition" d on d."id" = s."definitionId"
     where s."lastAt" is not null order by 1, 2`,
  );
  const sources = await rows<{ citekey: string; title: string }>(
    `select "citekey", "title" from "Source" where "mergedIntoId" is null and "hiddenAt" is null and "postCount" > 0 order by lower("title"), "id"`,
  );
  const claims = await rows<{ id: number; text: string }>(
    `select c."id", c."text" from "Claim" c join "Post" p on p."id" = c."postId" join "Thread" t on t."id" = c."threadId"
     where c."ordinal" is not null and p."status" = 'visible' and t."status" = 'visible' order by c."id"`,
  );
  const members = await rows<{ handle: string; name: string }>(
    `select "handle", "name" from "Member" where "deletedAt" is null order by lower("name"), "id"`,
  );

  const chainTags = new Set(subjects.map(({ slug }) => slug));
  const pages = new Map<string, string>([[paths.home(), "index.html"]]);
  const add = (path: string) => {
    if (!pages.has(path)) pages.set(path, `${path.slice(1)}.html`);
    return path;
  };
  for (const path of [paths.claims(), paths.sources(), paths.chains(), paths.metrics(), paths.tags()]) add(path);
  for (const path of [paths.rules(), paths.limits(), paths.aboutModerators(), paths.modLog()]) add(path);
  const threadOf = new Map<number, (typeof threads)[number]>();
  const lists: Copied["lists"] = [];
  const list = (title: string, entries: { path: string; words: string }[]) => lists.push({ title, entries });
  for (const thread of threads) {
    threadOf.set(thread.id, thread);
    add(paths.thread(thread));
    for (let first = windowSize + 1; first <= thread.last; first += windowSize) add(paths.threadAt(thread, first));
    add(paths.threadSources(thread));
    add(paths.threadClaims(thread));
  }
  list(
    "Threads",
    threads.map((thread) => ({ path: paths.thread(thread), words: thread.title })),
  );
  list(
    "Tags",
    tags
      .filter(({ slug, kind }) => kind !== "chain" || !chainTags.has(slug))
      .map((tag) => ({ path: add(paths.tag(tag)), words: tag.name })),
  );
  list(
    "Chains and groups",
    subjects.map(({ slug, name }) => ({ path: add(paths.chain({ slug })), words: name })),
  );
  list(
    "Metrics",
    metricIds.filter((id) => definitionsOf(id).length > 0).map((id) => ({ path: add(paths.metric(id)), words: id })),
  );
  list(
    "Series",
    series.map(({ subject, metric }) => ({
      path: add(paths.series({ subject, metric })),
      words: `${subject}: ${metric}`,
    })),
  );
  list(
    "Sources",
    sources.map((source) => ({ path: add(paths.source(source)), words: source.title || source.citekey })),
  );
  list(
    "Claims",
    claims.map((claim) => ({ path: add(paths.claim(claim)), words: claim.text })),
  );
  list(
    "Members",
    members.map((member) => ({ path: add(paths.member(member)), words: member.name })),
  );

  const places = new Map(posts.map((post) => [post.id, post]));
  const windowFile = (threadId: number, number: number) => {
    const thread = threadOf.get(threadId);
    if (!thread || number > thread.last) return null;
    const first = Math.floor((number - 1) / windowSize) * windowSize + 1;
    return pages.get(first === 1 ? paths.thread(thread) : paths.threadAt(thread, first)) ?? null;
  };
  return {
    pages,
    lists,
    find(path) {
      const file = pages.get(path);
      if (file) return { file, hash: "" };
      const post = /^\/p\/(\d+)$/.exec(path);
      if (post) {
        const place = places.get(Number(post[1]));
        const shown = place && windowFile(place.threadId, place.number);
        return shown ? { file: shown, hash: `#p-${place.id}` } : null;
      }
      const [, thread, number] = /^\/t\/(\d+)(?:\/[a-z0-9-]+(?:\/(\d+))?)?$/.exec(path) ?? [];
      if (thread === undefined) return null;
      const shown = windowFile(Number(thread), Number(number ?? 1));
      return shown ? { file: shown, hash: "" } : null;
    },
  };
}
