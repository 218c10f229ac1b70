import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { Icon } from "~/ui/icon";
import { type PostView, relationCount, relationWords, type Replies } from "../post";

type ThreadRef = { id: number; slug: string };

/** What a reply answers, above its text; the beginning of that post opens in place. */
export function AnsweredPost({ thread, post }: { thread: ThreadRef; post: PostView }) {
  const { parent } = post;
  if (!parent || parent.number === 1) return null;
  const name = `${parent.authorName || "a hidden post"}, ${parent.number}`;
  return (
    <div className="post-answers">
      <Icon name="up" />
      <span>
        in reply to <a href={paths.postInThread(thread, parent)}>{name}</a>
      </span>
      {parent.line && (
        <details className="answered-post">
          <summary title={`Read post ${parent.number} here`}>
            <Icon name="fold" />
            <span className="visually-hidden">{`Read post ${parent.number} here`}</span>
          </summary>
          <div className="prose">
            {/* A quote's script offers the whole post. */}
            <blockquote className="quote" data-post={parent.id} data-no-quote="">
              <p className="quote-origin">
                <a href={paths.post(parent)}>{`Post ${parent.number}`}</a>
              </p>
              <p dir="auto">{parent.line}</p>
            </blockquote>
          </div>
        </details>
      )}
    </div>
  );
}

/** The replies to a post below it: how many by relation, opened in place to the first few as lines. */
export function RepliesInPlace({ thread, post, replies }: { thread: ThreadRef; post: PostView; replies: Replies }) {
  const { count, byRelation, first } = replies;
  return (
    <details className="post-replies">
      <summary>
        <b>{counted(count, "reply", "replies")}</b>
        <span className="visually-hidden"> to post {post.number}</span>
        {byRelation.length > 0 && (
          <span>{byRelation.map(([relation, n]) => relationCount(relation, n)).join(" · ")}</span>
        )}
      </summary>
      <ul>
        {first.map((reply) => (
          <li key={reply.id}>
            <b>{reply.authorName}</b> {reply.relation ? `${relationWords[reply.relation]} it: ` : ""}
            <span dir="auto">{reply.line}</span>{" "}
            <a href={paths.postInThread(thread, reply)} aria-label={`Post ${reply.number}`}>
              {reply.number}
            </a>
          </li>
        ))}
        {count > first.length && (
          <li>
            <a href={paths.branch(thread, post)}>{`All ${count} replies as a tree`}</a>
          </li>
        )}
      </ul>
    </details>
  );
}
