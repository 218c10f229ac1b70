import { StatusGlyph } from "~/features/claims/components/status-glyph";
import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { foundInWords, kindWords, type NoticeKind } from "../notice";
import type { NoticeView } from "../notices.server";

/** One notice: its kind, who did what in whose words, and when. What it tells of opens where it is. */
export function NoticeLine({ notice, now }: { notice: NoticeView; now: string }) {
  const { id, kind, words, path, at, isUnread, actor, posts } = notice;
  const [post] = posts;
  return (
    <li className="told" data-unread={isUnread || undefined}>
      <p className="told-kind">
        {isUnread && <span className="visually-hidden">Unread: </span>}
        {kindWords[kind]}
      </p>
      <div>
        <p>
          {actor && (
            <>
              <a className="told-actor" href={paths.member(actor)}>
                {actor.name}
              </a>{" "}
            </>
          )}
          <a className="told-link" href={path}>
            {kind === "claim_check" ? (
              <ClaimWords words={words} />
            ) : kind === "followed_search" ? (
              foundInWords(notice.postCount, words)
            ) : (
              words
            )}
          </a>
          {post && saysWords.has(kind) && (
            <>
              :{" "}
              <q className="told-words" dir="auto">
                {post.excerpt}
              </q>
            </>
          )}
          <Action notice={notice} />
        </p>
        {kind === "claim_check" && (
          <p className="line-note">Others see the check once a day has passed, or when you show it.</p>
        )}
        {kind === "followed_search" && posts.map((found) => <FoundPost key={found.id} post={found} />)}
      </div>
      <ToldAt at={at} now={now} isUnread={isUnread} ids={[id]} words={words} />
    </li>
  );
}

/** Several new posts of a thread, the newest first, as one row that leads to the oldest of them. */
export function NewPostsLine({ notices, now }: { notices: NoticeView[]; now: string }) {
  const [newest, oldest] = [notices[0]!, notices.at(-1)!];
  const authors = [...new Set(notices.flatMap(({ actor }) => actor?.name ?? []))];
  const named = authors.length > 3 ? [...authors.slice(0, 2), `${authors.length - 2} others`] : authors;
  const numbers = notices.flatMap(({ posts }) => posts.map(({ number }) => number));
  const words = `${notices.length} new posts`;
  return (
    <li className="told" data-unread={newest.isUnread || undefined}>
      <p className="told-kind">
        {newest.isUnread && <span className="visually-hidden">Unread: </span>}
        {words}
      </p>
      <div>
        <p>
          <a className="told-link" href={oldest.path}>
            by <span className="told-actor">{named.slice(0, -1).join(", ")}</span>
            {named.length > 1 && " and "}
            <span className="told-actor">{named.at(-1)}</span>, from post {Math.min(...numbers)} on
          </a>
        </p>
      </div>
      <ToldAt at={newest.at} now={now} isUnread={newest.isUnread} ids={notices.map(({ id }) => id)} words={words} />
    </li>
  );
}

type ToldAtProps = { at: string; now: string; isUnread: boolean; ids: number[]; words: string };

/** When it was, and the button that marks it read. */
function ToldAt({ at, now, isUnread, ids, words }: ToldAtProps) {
  return (
    <p className="told-at">
      <Time at={at} now={now} short />
      {isUnread && (
        <button className="quiet" form="read" name="notice" value={ids.join(",")} data-mark-read="">
          Mark read<span className="visually-hidden">: {words}</span>
        </button>
      )}
    </p>
  );
}

/** What a notice asks its reader for, where it asks for something. */
function Action({ notice: { kind, path, posts, archivedUrl } }: { notice: NoticeView }) {
  const [post] = posts;
  const action =
    kind === "claim_check"
      ? { words: "Look, correct or answer", href: path }
      : kind === "source"
        ? archivedUrl
          ? { words: "Use the archived copy", href: archivedUrl }
          : { words: "Look at the source", href: path }
        : kind === "correction" && post
          ? { words: "See what changed", href: paths.postHistory(post) }
          : null;
  if (!action) return null;
  return (
    <>
      {". "}
      <a
        className="told-action"
        href={action.href}
        rel={action.href.startsWith("/") ? undefined : "nofollow ugc noopener"}
      >
        {action.words}
      </a>
    </>
  );
}

/** The three statuses that mean something is wrong with a number. */
const signals = { off: /^off\b/, inconsistent: /^inconsistent\b/, "not-in-source": /^not in source\b/ } as const;

/** A claim in its author's words, and how it stands. */
function ClaimWords({ words }: { words: string }) {
  const [, text, verdict = ""] = /^“([^]*)”: ([^:]+)$/.exec(words) ?? [];
  if (text === undefined) return words;
  const signal = (Object.keys(signals) as (keyof typeof signals)[]).find((status) => signals[status].test(verdict));
  return (
    <>
      <q className="told-words" dir="auto">
        {text}
      </q>
      {signal ? (
        <>
          {" is now "}
          <b className="signal">
            <StatusGlyph status={signal} /> {verdict}
          </b>
        </>
      ) : (
        `: ${verdict}`
      )}
    </>
  );
}

/** Kinds whose post is shown with its beginning. */
const saysWords = new Set<NoticeKind>(["reply", "mention", "quote", "dispute", "thread", "tag", "author"]);

function FoundPost({ post }: { post: NoticeView["posts"][number] }) {
  return (
    <p className="line-note">
      <a href={paths.postInThread(post.thread, post)}>{post.thread.title}</a>, post {post.number} by {post.author.name}
    </p>
  );
}
