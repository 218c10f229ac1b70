import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { foundInWords, kindWords, type NoticeKind } from "../notice";
import type { NoticeView } from "../notices.server";

/** One notice: its kind, who did what in whose words, and when. What it tells of opens where it is. */
export function NoticeLine({ notice }: { notice: NoticeView }) {
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
            {kind === "followed_search" ? foundInWords(notice.postCount, words) : words}
          </a>
          {post && saysWords.has(kind) && (
            <>
              :{" "}
              <q className="told-words" dir="auto">
                {post.excerpt}
              </q>
            </>
          )}
        </p>
        {kind === "claim_check" && (
          <p className="line-note">
            If the number is right, say where it comes from; if it isn’t, one click corrects it. Others see the check
            once a day has passed, or when you show it.
          </p>
        )}
        {kind === "followed_search" && posts.map((found) => <FoundPost key={found.id} post={found} />)}
      </div>
      <p className="told-at">
        <Time at={at} short />
        {isUnread && (
          <button className="quiet" form="read" name="notice" value={id} data-mark-read="">
            Mark read<span className="visually-hidden">: {words}</span>
          </button>
        )}
      </p>
    </li>
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
