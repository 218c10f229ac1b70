/** The weekly digest as a letter: numbers that moved, corrections, threads, notices. */
import { randomUUID } from "node:crypto";
import { mailHost } from "~/features/mail/mail.server";
import type { Part, RichLetter } from "~/features/mail/mail";
import type { Week } from "~/features/series/series.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { counted } from "~/ui/count";
import { formatDate } from "~/ui/dates";
import { shorten } from "~/ui/shorten";
import type { Digest } from "./digest.server";
import { listHeaders, unsubscribeUrl } from "./unsubscribing.server";

const absolute = (path: string) => env().publicOrigin + path;

/** A digest that comes some hours late is still of its week. Milliseconds. */
const aWeek = 8 * 86_400_000;

/** "The week to 2 Dec 2026", or both days of a longer time. */
function timeInWords({ since, now }: Time): string {
  const until = formatDate(now.toISOString());
  const isWeek = now.getTime() - since.getTime() <= aWeek;
  return isWeek ? `The week to ${until}` : `${formatDate(since.toISOString())} to ${until}`;
}

type Time = { since: Date; now: Date };

/** The letter of the time from `since` on that ends now, and what its head says. */
export function writeDigestLetter(memberId: number, digest: Digest, time: Time) {
  const title = timeInWords(time);
  const letter: RichLetter = {
    subject: shorten(`${title}: ${newsInWords(digest)}`, 180),
    title,
    parts: [
      ...numberParts(digest.weeks),
      ...claimParts(digest),
      ...threadParts(digest),
      ...noticeParts(digest),
      { kind: "action", words: "Open your inbox", url: absolute(paths.inbox()) },
    ],
    reason: `You get this mail because you asked for a weekly digest at ${new URL(env().publicOrigin).host}. It comes on Wednesdays, with five threads at most; a week without news sends nothing, and nothing comes after 180 days away.`,
    links: [
      { words: "Choose what comes by mail", url: absolute(paths.notificationSettings()) },
      { words: "Unsubscribe from the digest", url: unsubscribeUrl({ memberId, kind: "digest" }) },
    ],
  };
  const head = {
    messageId: `<digest.${randomUUID()}@${mailHost()}>`,
    headers: listHeaders({ memberId, kind: "digest" }),
  };
  return { letter, head };
}

/** The strongest of it, for the subject. */
function newsInWords({ weeks, corrections, threads, told }: Digest): string {
  const posts = threads.reduce((sum, { newPosts }) => sum + newPosts, 0);
  const [first] = weeks;
  const news = [
    first && `${first.name} ${first.change}`,
    posts > 0 && counted(posts, "new post"),
    corrections.length > 0 && counted(corrections.length, "correction"),
    told.length > 0 && counted(told.length, "notice"),
  ];
  return news.filter(Boolean).slice(0, 3).join(", ");
}

function numberParts(weeks: Week[]): Part[] {
  if (weeks.length === 0) return [];
  const credits = [...new Set(weeks.flatMap(({ credit }) => credit))].join("; ");
  return [
    { kind: "heading", words: "Numbers that moved" },
    {
      kind: "table",
      label: "Numbers that moved",
      columns: ["Mean of seven days", ...weeksInWords(weeks), "Change"],
      rows: weeks.map(({ name, before, after, change }) => [name, before, after, change]),
    },
    {
      kind: "note",
      words: [
        `Numbers that you cited; only those that moved by more than 5 %.${credits ? ` Source: ${credits}.` : ""}`,
      ],
    },
  ];
}

const day = 86_400_000;

/** The days of both columns: "20–26 May", "27 May–2 Jun"; in general words where the series end on different days. */
function weeksInWords(weeks: Week[]): [string, string] {
  const ends = new Set(weeks.map(({ until }) => until.slice(0, 10)));
  if (ends.size > 1) return ["Seven days before", "Newest seven days"];
  const end = Date.parse([...ends][0]!);
  return [formatDays(end - 13 * day, end - 7 * day), formatDays(end - 6 * day, end)];
}

/** "20–26 May". */
function formatDays(from: number, to: number): string {
  const [first, last] = [from, to].map((at) => formatDate(new Date(at).toISOString()).split(" ") as [string, string]);
  const begin = first![1] === last![1] ? first![0] : `${first![0]} ${first![1]}`;
  return `${begin}–${last![0]} ${last![1]}`;
}

function claimParts({ corrections, told }: Digest): Part[] {
  const rows = corrections.map(({ id, before, after, author, thread }): Part => ({
    kind: "row",
    title: { words: `“${after}”`, url: absolute(paths.claim({ id })) },
    note: [{ words: before, isGone: true }, ", in ", { words: thread.title, url: absolute(paths.thread(thread)) }],
    aside: `by ${author}`,
  }));
  const own = told.filter(isOwnClaim).map(({ words, path, thread }): Part => ({
    kind: "row",
    title: { words, url: absolute(path) },
    note: [thread ? `In ${thread.title}` : "Look, correct or answer"],
    aside: "claim of yours",
  }));
  const all = [...rows, ...own];
  return all.length === 0 ? [] : [{ kind: "heading", words: "Corrections and claims" }, ...all];
}

const isOwnClaim = ({ kind }: Digest["told"][number]) => kind === "claim_check";

function threadParts({ threads, moreThreads }: Digest): Part[] {
  if (threads.length === 0) return [];
  const rows = threads.map((thread): Part => ({
    kind: "row",
    title: { words: thread.title, url: absolute(paths.thread(thread)) },
    note: [namesOf(thread.authors)],
    aside: counted(thread.newPosts, "new post"),
  }));
  const more: Part[] =
    moreThreads === 0
      ? []
      : [
          {
            kind: "note",
            words: [`${counted(moreThreads, "more thread")} that you follow moved: your inbox has them.`],
          },
        ];
  return [{ kind: "heading", words: "Threads you follow" }, ...rows, ...more];
}

const namesOf = (authors: string[]) =>
  authors.length > 3 ? `${authors.slice(0, 3).join(", ")} and others` : authors.join(", ");

function noticeParts({ told }: Digest): Part[] {
  const others = told.filter((notice) => !isOwnClaim(notice));
  if (others.length === 0) return [];
  const lines = others.map(({ actor, words, kind, path, at, thread }): Part => {
    const said = kind === "followed_search" ? `New posts for “${words}”` : words;
    const where = thread ? `${thread.title}, ` : "";
    return {
      kind: "line",
      words: [...(actor ? [{ words: actor.name, isStrong: true }, " "] : []), { words: said, url: absolute(path) }],
      note: `${where}${formatDate(at.toISOString())}`,
    };
  });
  return [{ kind: "heading", words: "Also for you" }, ...lines];
}
