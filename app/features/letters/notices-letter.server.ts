/** A letter about notices: who did what, in whose words. */
import { randomUUID } from "node:crypto";
import { mailHost } from "~/features/mail/mail.server";
import type { Part, RichLetter, Words } from "~/features/mail/mail";
import type { NoticeToMail } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { databaseNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { groupBy } from "~/platform/group-by";
import { counted } from "~/ui/count";
import { formatDate } from "~/ui/dates";
import { shorten } from "~/ui/shorten";
import { aboveThisLine } from "./answered-part";
import type { Recipient } from "./mailing.server";
import { threadingOf } from "./message-ids";
import { beginningToMail, type PostToMail, readPostsToMail } from "./posts-to-mail.server";
import { reasonsInWords } from "./reasons-in-words";
import { replyAddress } from "./reply-address.server";
import { listHeaders, unsubscribeUrl } from "./unsubscribing.server";

type Posts = Map<number, PostToMail>;

/** Characters of a post's text: of one alone, and of one among several. */
const most = { alone: 4_000, amongOthers: 900 };

/** The letter, and what its head says. */
export async function writeNoticesLetter({ member }: Pick<Recipient, "member">, notices: NoticeToMail[]) {
  const posts = await readPostsToMail(
    member,
    notices.flatMap(({ postIds }) => postIds),
  );
  const groups = [...groupBy(notices, ({ thread }) => thread?.id ?? null).values()];
  const [onlyThread] = groups.length === 1 ? [groups[0]![0]!.thread] : [];
  const answered = newestOf(notices, posts, onlyThread?.id);
  const replyTo = answered && replyAddress({ memberId: member.id, postId: answered.id }, await databaseNow());
  const letter: RichLetter = {
    subject: subjectOf(notices, posts, onlyThread ?? null),
    ...(replyTo && {
      firstLine: `${aboveThisLine} to answer post ${answered.number} by ${answered.author.name}. Your mail becomes a public post.`,
    }),
    title: onlyThread?.title ?? counted(notices.length, "notice"),
    parts: [
      ...groups.flatMap((group) =>
        groupParts(group, posts, { isOnly: groups.length === 1, isOne: notices.length === 1 }),
      ),
      actionOf(notices, posts),
    ],
    reason: reasonOf(notices),
    links: linksOf(member.id, onlyThread ?? null),
  };
  const told = [...posts.values()];
  const event = notices.length === 1 ? notices[0]!.event : null;
  const isPost = told.length === 1 && event === `post:${told[0]!.id}`;
  const actors = new Set(notices.map(({ actor }) => actor?.name));
  const head = {
    ...threadingOf(told, isPost, `letter.${randomUUID()}`, mailHost()),
    fromName: actors.size === 1 ? [...actors][0] : undefined,
    ...(replyTo && { replyTo }),
    headers: listHeaders({ memberId: member.id, kind: "notices" }),
  };
  return { letter, head };
}

/** The post that an answer to the letter answers: the newest of its one thread, if it tells of any. */
function newestOf(notices: NoticeToMail[], posts: Posts, threadId: number | undefined): PostToMail | null {
  const told = notices
    .flatMap(({ postIds }) => postIds.flatMap((id) => posts.get(id) ?? []))
    .filter(({ thread }) => thread.id === threadId);
  return told.toSorted((a, b) => b.number - a.number)[0] ?? null;
}

function subjectOf(notices: NoticeToMail[], posts: Posts, thread: NoticeToMail["thread"]): string {
  if (thread) {
    const isNew = notices.every(({ postIds }) => postIds.some((id) => posts.get(id)?.number === 1));
    return shorten(isNew ? thread.title : `Re: ${thread.title}`, 180);
  }
  const [first] = notices;
  if (notices.length === 1) return shorten(saidOf(first!, posts), 180);
  const titles = new Set(notices.flatMap((notice) => notice.thread?.title ?? []));
  return shorten(`${counted(notices.length, "notice")}: ${[...titles].join("; ") || saidOf(first!, posts)}`, 180);
}

/** A notice in one sentence. */
function saidOf({ actor, words, kind, postIds }: NoticeToMail, posts: Posts): string {
  if (kind !== "followed_search") return actor ? `${actor.name} ${words}` : words;
  const found = postIds.filter((id) => posts.has(id)).length;
  return `${counted(found, "new post")} for “${words}”`;
}

type Place = { isOnly: boolean; isOne: boolean };

/** The notices of one thread; under its title where there are others. */
function groupParts(notices: NoticeToMail[], posts: Posts, { isOnly, isOne }: Place): Part[] {
  const { thread } = notices[0]!;
  const heading: Part[] = isOnly
    ? []
    : [
        thread
          ? { kind: "heading", words: thread.title, url: absolute(paths.thread(thread)) }
          : { kind: "heading", words: "Beside threads" },
      ];
  return [...heading, ...notices.flatMap((notice) => noticeParts(notice, posts, isOne))];
}

const absolute = (path: string) => env().publicOrigin + path;

function noticeParts(notice: NoticeToMail, posts: Posts, isOne: boolean): Part[] {
  const { kind, actor, words, path, at } = notice;
  const told = notice.postIds.flatMap((id) => posts.get(id) ?? []);
  const [post] = told;
  const url = absolute(path);
  const who: Words = actor ? [{ words: actor.name, isStrong: true }, " "] : [];
  if (kind === "followed_search") {
    const lines = told.map((found): Part => ({
      kind: "line",
      words: [{ words: found.thread.title, url: found.url }, `, post ${found.number} by ${found.author.name}`],
    }));
    return [{ kind: "note", words: [`${saidOf(notice, posts)}:`] }, ...lines];
  }
  const isTold = post !== undefined && saysWords.has(kind);
  const note = isTold ? noteOf(post) : formatDate(at.toISOString());
  const line: Part = { kind: "line", words: [...who, { words, url }], note };
  if (!isTold) return [line];
  const { left, ...beginning } = beginningToMail(post, isOne ? most.alone : most.amongOthers);
  const more: Part[] =
    left === 0 ? [] : [{ kind: "note", words: ["The post goes on: ", { words: "read the rest", url: post.url }] }];
  return [line, { kind: "post", ...beginning }, ...more];
}

/** Kinds whose post is shown with its beginning. */
const saysWords = new Set<NoticeToMail["kind"]>(["reply", "mention", "quote", "thread", "tag", "author"]);

function noteOf({ number, createdAt, disclosures }: PostToMail): string {
  const discloses = disclosures.length > 0 ? `. Discloses: ${disclosures.join("; ")}` : "";
  return `Post ${number}, ${formatDate(createdAt.toISOString())}${discloses}`;
}

function actionOf(notices: NoticeToMail[], posts: Posts): Part {
  const [only] = notices.length === 1 ? notices : [];
  const post = only?.postIds.length === 1 ? posts.get(only.postIds[0]!) : undefined;
  if (post && only && saysWords.has(only.kind))
    return { kind: "action", words: `Read post ${post.number} and answer`, url: post.url };
  if (only) return { kind: "action", words: "Look at it", url: absolute(only.path) };
  return { kind: "action", words: "Open your inbox", url: absolute(paths.inbox()) };
}

function reasonOf(notices: NoticeToMail[]): string {
  const why = `You get this mail because ${reasonsInWords(notices.map(({ kind }) => kind))} at ${new URL(env().publicOrigin).host}.`;
  if (notices.length === 1) return why;
  return `${why} It bundles ${notices.length} notices of the last minutes; what you had read already is left out.`;
}

const linksOf = (memberId: number, thread: NoticeToMail["thread"]) => [
  ...(thread ? [{ words: "Mute this thread", url: absolute(paths.threadView(thread, "flat")) }] : []),
  { words: "Choose what comes by mail", url: absolute(paths.notificationSettings()) },
  { words: "Unsubscribe", url: unsubscribeUrl({ memberId, kind: "notices" }) },
];
