/** The card of an address that is a paragraph of its own: the name and facts of a page of ours, or another site's host. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { findClaims } from "~/features/claims/claims.server";
import { readChains } from "~/features/chains/chains.server";
import { isMetricId, metrics } from "~/features/metrics/metrics";
import { unitOf } from "~/features/series/series";
import { readLatest } from "~/features/series/series.server";
import { findMemberCards, findMemberIds } from "~/features/members/members.server";
import { findByCitekeys, findSourceCards } from "~/features/sources/sources.server";
import { findTags } from "~/features/tags/tags.server";
import { findThreadTitles } from "~/features/threads/threads.server";
import { type OurPage, pageAt, paths } from "~/paths";
import { db } from "~/platform/db.server";
import { noteThreads } from "~/platform/dependencies.server";
import { env } from "~/platform/env.server";
import { formatDate, formatMinute } from "~/ui/dates";
import { type Html, html } from "~/ui/html";
import { formatQuantity } from "~/ui/quantity";
import { excerptOf, shownText } from "./post";

export type LinkCard = { kind: string; title: string; note: string; href: string };
type Card = LinkCard;

/** Returns a function that writes an address's card, after one query per kind of page. */
export async function linkCards(urls: string[], viewer: Viewer): Promise<(url: string) => Html | null> {
  const origin = env().publicOrigin;
  const pages = new Map(urls.map((url) => [url, pageAt(url, origin)]));
  const found = [...pages.values()].filter((page) => page !== null);
  const cards = await findCards(found, viewer);
  return (url) => {
    const page = pages.get(url);
    if (!page) return hostHtml(url);
    const card = cards.get(page);
    return card ? cardHtml(card) : null;
  };
}

/** The card of a page of ours; null where there is none that this viewer may read. */
export async function findLinkCard(page: OurPage, viewer: Viewer): Promise<LinkCard | null> {
  return (await findCards([page], viewer)).get(page) ?? null;
}

/** A link's host as the browser reads it: a name in another script shows its real characters. */
function hostHtml(url: string): Html | null {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return host === "" ? null : html` <span class="link-host">${host}</span>`;
}

const cardHtml = ({ kind, title, note, href }: Card) =>
  html`<span class="link-card"><span class="link-card-kind">${kind}</span> <a href="${href}">${title}</a>${note && html` <span class="link-card-note">${note}</span>`}</span>`;

type Kind = OurPage["kind"];
type PageOf<K extends Kind> = Extract<OurPage, { kind: K }>;
/** Reads about all pages of one kind at once, and answers with a function that makes the card of one of them. */
type Finder<K extends Kind> = (
  pages: PageOf<K>[],
  viewer: Viewer,
) => Promise<(page: PageOf<K>) => Card | null | undefined>;

const finders: { [K in Kind]: Finder<K> } = {
  async thread(pages, viewer) {
    const threads = await findThreadTitles(idsOf(pages), viewer);
    return ({ id, number }) => {
      const thread = threads.get(id);
      return (
        thread && {
          kind: "Thread",
          title: thread.title,
          note: `${thread.author.name}, ${formatDate(thread.createdAt.toISOString())} · ${thread.postCount} ${thread.postCount === 1 ? "post" : "posts"}`,
          href: number ? paths.numbered(thread, number) : paths.thread(thread),
        }
      );
    };
  },

  async post(pages, viewer) {
    const posts = await db.post.findMany({
      where: { id: { in: idsOf(pages) }, ...visibleTo(viewer), thread: visibleTo(viewer) },
      select: {
        id: true,
        number: true,
        plainText: true,
        readableText: true,
        foldedAt: true,
        author: { select: { name: true } },
        thread: { select: { id: true, title: true } },
      },
    });
    noteThreads(posts.map(({ thread }) => thread.id));
    return (page) => {
      const post = posts.find(({ id }) => id === page.id);
      return (
        post && {
          kind: `Post ${post.number}`,
          title: post.thread.title,
          note: `${post.author.name}: ${excerptOf(shownText(post))}`,
          href: paths.post(post),
        }
      );
    };
  },

  async claim(pages, viewer) {
    const claims = await findClaims(idsOf(pages), viewer);
    return ({ id }) => {
      const claim = claims.find((one) => one.id === id);
      return (
        claim && {
          kind: "Claim",
          title: `“${claim.text}”`,
          note: `${claim.word} · ${claim.author.name}, ${formatDate(claim.statedAt)}`,
          href: paths.claim(claim),
        }
      );
    };
  },

  async series(pages) {
    const chains = await readChains();
    const refs = pages.flatMap(({ subject, metric }) =>
      isMetricId(metric) && chains.find(subject) ? [{ subject, metric }] : [],
    );
    const latest = await readLatest(refs);
    return ({ subject, metric }) => {
      const series = latest.find((view) => view.subject === subject && view.metric === metric);
      if (!series) return null;
      const { subjectName, value, asOf } = series;
      return {
        kind: "Metric",
        title: `${subjectName}: ${metrics[series.metric].name}`,
        note:
          value === null || asOf === null
            ? "no data yet"
            : `${formatQuantity(value, unitOf(series))} as of ${formatMinute(asOf)}`,
        href: paths.series(series),
      };
    };
  },

  async metric() {
    return ({ name }) =>
      isMetricId(name)
        ? { kind: "Metric", title: metrics[name].name, note: metrics[name].says, href: paths.metric(name) }
        : null;
  },

  async chain() {
    const chains = await readChains();
    return ({ name }) => {
      const subject = chains.find(name);
      return subject && { kind: "Chain", title: subject.name, note: "", href: paths.chain(subject) };
    };
  },

  async tag(pages) {
    const tags = await findTags(db, namesOf(pages));
    return ({ name }) => {
      const tag = tags.find(({ slug }) => slug === name);
      return tag && { kind: "Tag", title: tag.name, note: "", href: paths.tagPage(tag) };
    };
  },

  async member(pages) {
    const ids = await findMemberIds(db, namesOf(pages));
    const members = await findMemberCards(Object.values(ids));
    return ({ name }) => {
      const member = members.get(ids[name] ?? 0);
      if (!member || member.isFormer) return undefined;
      return { kind: "Member", title: member.name, note: `@${member.handle}`, href: paths.member(member) };
    };
  },

  async source(pages) {
    const named = await findByCitekeys(db, namesOf(pages));
    const sources = await findSourceCards(
      db,
      [...named.values()].map(({ rootId }) => rootId),
    );
    return ({ name }) => {
      const source = sources.get(named.get(name)?.rootId ?? 0);
      return source && !source.isHidden
        ? { kind: "Source", title: source.title, note: source.byline, href: paths.source(source) }
        : null;
    };
  },

  async other() {
    return () => null;
  },
};

const idsOf = (pages: { id: number }[]) => pages.map(({ id }) => id);
const namesOf = (pages: { name: string }[]) => pages.map(({ name }) => name);

async function findCards(pages: OurPage[], viewer: Viewer): Promise<Map<OurPage, Card>> {
  const cards = new Map<OurPage, Card>();
  const addCards = async <K extends Kind>(kind: K) => {
    const ofKind = pages.filter((page): page is PageOf<K> => page.kind === kind);
    if (ofKind.length === 0) return;
    const cardOf = await finders[kind](ofKind, viewer);
    for (const page of ofKind) {
      const card = cardOf(page);
      if (card) cards.set(page, card);
    }
  };
  for (const kind of new Set(pages.map((page) => page.kind))) await addCards(kind);
  return cards;
}
