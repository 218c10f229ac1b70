/** What stands behind an address that is a paragraph of its own: our page's name and facts, or another site's host. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { escapeAttribute, escapeText } from "~/features/markdown/markdown.server";
import { isMetricId, metrics } from "~/features/metrics/metrics";
import { unitOf } from "~/features/series/series";
import { formatQuantity } from "~/ui/quantity";
import { findSubject, readLatest } from "~/features/series/series.server";
import { findMemberCards, findMemberIds } from "~/features/members/members.server";
import { findByCitekeys, findSourceCards } from "~/features/sources/sources.server";
import { findTags } from "~/features/tags/tags.server";
import { findThreadTitles } from "~/features/threads/threads.server";
import { type OurPage, pageAt, paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { formatDate, formatMinute } from "~/ui/dates";
import { excerptOf } from "./post";

type Card = { kind: string; title: string; note: string; href: string };

/** Answers with a function that writes the card of an address; one query for each kind of page there is a link to. */
export async function linkCards(urls: string[], viewer: Viewer): Promise<(url: string) => string> {
  const origin = env().publicOrigin;
  const pages = new Map(urls.map((url) => [url, pageAt(url, origin)]));
  const found = [...pages.values()].filter((page) => page !== null);
  const cards = await findCards(found, viewer);
  return (url) => {
    const page = pages.get(url);
    if (!page) return hostHtml(url);
    const card = cards.get(JSON.stringify(page));
    return card ? cardHtml(card) : "";
  };
}

/** Where a link leads, as the browser will read it: a name in another script shows its true letters. */
function hostHtml(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return host ? ` <span class="link-host">${escapeText(host)}</span>` : "";
}

const cardHtml = ({ kind, title, note, href }: Card) =>
  `<span class="link-card"><span class="link-card-kind">${escapeText(kind)}</span> <a href="${escapeAttribute(href)}">${escapeText(title)}</a>${note ? ` <span class="link-card-note">${escapeText(note)}</span>` : ""}</span>`;

async function findCards(pages: OurPage[], viewer: Viewer): Promise<Map<string, Card>> {
  const cards = new Map<string, Card>();
  const of = <Kind extends OurPage["kind"]>(kind: Kind) =>
    pages.filter((page): page is Extract<OurPage, { kind: Kind }> => page.kind === kind);
  const put = (page: OurPage, card: Card | null | undefined) => card && cards.set(JSON.stringify(page), card);

  const threads = of("thread");
  if (threads.length > 0) {
    const rows = await findThreadTitles(
      threads.map(({ id }) => id),
      viewer,
    );
    for (const page of threads) {
      const thread = rows.get(page.id);
      put(
        page,
        thread && {
          kind: "Thread",
          title: thread.title,
          note: `${thread.author.name}, ${formatDate(thread.createdAt.toISOString())} · ${thread.postCount} ${thread.postCount === 1 ? "post" : "posts"}`,
          href: paths.threadAt(thread, page.number ?? 1),
        },
      );
    }
  }

  const posts = of("post");
  if (posts.length > 0) {
    const rows = await db.post.findMany({
      where: { id: { in: posts.map(({ id }) => id) }, ...visibleTo(viewer), thread: visibleTo(viewer) },
      select: {
        id: true,
        number: true,
        plainText: true,
        author: { select: { name: true } },
        thread: { select: { title: true } },
      },
    });
    for (const page of posts) {
      const post = rows.find(({ id }) => id === page.id);
      put(
        page,
        post && {
          kind: `Post ${post.number}`,
          title: post.thread.title,
          note: `${post.author.name}: ${excerptOf(post.plainText)}`,
          href: paths.post(post),
        },
      );
    }
  }

  const series = of("series").flatMap((page) =>
    isMetricId(page.metric) && findSubject(page.subject)
      ? [{ page, ref: { subject: page.subject, metric: page.metric } }]
      : [],
  );
  const latest = await readLatest(series.map(({ ref }) => ref));
  for (const [index, { page, ref }] of series.entries()) {
    const view = latest[index]!;
    const { subjectName, value, asOf } = view;
    put(page, {
      kind: "Metric",
      title: `${subjectName}: ${metrics[ref.metric].name}`,
      note: value === null ? "no data yet" : `${formatQuantity(value, unitOf(view))} as of ${formatMinute(asOf!)}`,
      href: paths.series(ref),
    });
  }
  for (const page of of("metric"))
    if (isMetricId(page.name))
      put(page, {
        kind: "Metric",
        title: metrics[page.name].name,
        note: metrics[page.name].says,
        href: paths.metric(page.name),
      });
  for (const page of of("network")) {
    const subject = findSubject(page.name);
    put(page, subject && { kind: "Network", title: subject.name, note: "", href: paths.network(subject) });
  }
  const tags = of("tag");
  const known =
    tags.length > 0
      ? await findTags(
          db,
          tags.map(({ name }) => name),
        )
      : [];
  for (const page of tags) {
    const tag = known.find(({ slug }) => slug === page.name);
    put(page, tag && { kind: "Tag", title: tag.name, note: "", href: paths.tag(tag) });
  }
  const members = of("member");
  if (members.length > 0) {
    const ids = await findMemberIds(
      db,
      members.map(({ name }) => name),
    );
    const rows = await findMemberCards(Object.values(ids));
    for (const page of members) {
      const member = rows.get(ids[page.name] ?? 0);
      put(
        page,
        member && { kind: "Member", title: member.name, note: `@${member.handle}`, href: paths.member(member) },
      );
    }
  }
  const sources = of("source");
  if (sources.length > 0) {
    const named = await findByCitekeys(
      db,
      sources.map(({ name }) => name),
    );
    const known = await findSourceCards(
      db,
      [...named.values()].map(({ rootId }) => rootId),
    );
    for (const page of sources) {
      const source = known.get(named.get(page.name)?.rootId ?? 0);
      if (source && !source.isHidden)
        put(page, { kind: "Source", title: source.title, note: source.byline, href: paths.source(source) });
    }
  }
  return cards;
}
