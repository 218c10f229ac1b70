/** The weekly digest as a letter: numbers that moved, corrections, threads, notices. */
import { randomUUID } from "node:crypto";
import { mailHost } from "~/features/mail/mail.server";
import type { Part, RichLetter, Words } from "~/features/mail/mail";
import type { Week } from "~/features/series/series.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { counted } from "~/ui/count";
import { formatDate } from "~/ui/dates";
import { shorten } from "~/ui/shorten";
import type { DigestOfWeek } from "./digest.server";
import { listHeaders, unsubscribeUrl } from "./unsubscribing.server";

const absolute = (path: string) => env().publicOrigin + path;

/** The letter of a week that ends now, and what its head says. */
export function writeDigestLetter(memberId: number, digest: DigestOfWeek, now: Date) {
  const until = formatDate(now.toISOString());
  const letter: RichLetter = {
    subject: shorten(`The week to ${until}: ${newsInWords(digest)}`, 180),
    title: `The week to ${until}`,
    parts: [
      ...numberParts(digest.weeks),
      ...correctionParts(digest),
      ...threadParts(digest),
      ...noticeParts(digest),
      { kind: "action", words: "Open your inbox", url: absolute(paths.inbox()) },
    ],
    reason: `You get this mail because you asked for a weekly digest at ${new URL(env().publicOrigin).host}. It comes on Wednesdays; a week without news sends nothing, and nothing comes after 180 days away.`,
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
function newsInWords({ weeks, corrections, threads, told }: DigestOfWeek): string {
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
  const [first] = weeks;
  if (!first) return [];
  const credits = [...new Set(weeks.flatMap(({ credit }) => credit))].join("; ");
  return [
    { kind: "heading", words: "Numbers that moved" },
    {
      kind: "table",
      label: "Numbers that moved",
      columns: ["Mean of seven days", "Before", `To ${formatDate(first.until)}`, "Change"],
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

function correctionParts({ corrections }: DigestOfWeek): Part[] {
  if (corrections.length === 0) return [];
  const lines = corrections.map(({ id, before, after, author, thread }): Part => {
    const words: Words = [
      { words: `“${after}”`, url: absolute(paths.claim({ id })), isStrong: true },
      `, before: “${before}”`,
    ];
    return { kind: "line", words, note: `Corrected by ${author} in ${thread.title}` };
  });
  return [{ kind: "heading", words: "Corrections" }, ...lines];
}

function threadParts({ threads }: DigestOfWeek): Part[] {
  if (threads.length === 0) return [];
  const lines = threads.map((thread): Part => ({
    kind: "line",
    words: [{ words: thread.title, url: absolute(paths.thread(thread)), isStrong: true }],
    note: `${counted(thread.newPosts, "new post")} by ${namesOf(thread.authors)}`,
  }));
  return [{ kind: "heading", words: "Threads you follow" }, ...lines];
}

const namesOf = (authors: string[]) =>
  authors.length > 3 ? `${authors.slice(0, 3).join(", ")} and others` : authors.join(", ");

function noticeParts({ told }: DigestOfWeek): Part[] {
  if (told.length === 0) return [];
  const lines = told.map(({ actor, words, kind, path, at, thread }): Part => {
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
