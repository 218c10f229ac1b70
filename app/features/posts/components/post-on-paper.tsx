import type { Disclosure } from "~/features/members/members";
import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import { formatDate, formatMinute } from "~/ui/time";
import { type PostView, relationWords } from "../post";

type Props = {
  post: PostView;
  thread: { id: number; slug: string };
  /** The author's disclosures for the thread's tags. */
  disclosures: Disclosure[];
};

/** A post as it stands on paper: number, author, dates, what it answers, and its text. */
export function PostOnPaper({ post, thread, disclosures }: Props) {
  const disclosed = [...disclosures.map(({ text }) => text), post.disclosure].filter(Boolean);
  return (
    <article className="post" id={`p-${post.id}`} aria-label={`Post ${post.number} by ${post.author.name}`}>
      <div className="post-margin" id={`post-${post.number}`}>
        <a className="post-number" href={paths.postInThread(thread, post)} aria-label={`Post ${post.number}`}>
          {post.number}
        </a>
      </div>
      <div className="post-main">
        <header className="post-head">
          <div className="post-by">
            <h2 className="post-author">{post.author.name}</h2>
            {disclosed.length > 0 && <p className="post-disclosure">{disclosed.join(" · ")}</p>}
          </div>
          <p className="post-dates">
            <time dateTime={post.createdAt}>{formatMinute(post.createdAt)}</time>
            {post.editedAt && <span>edited {formatDate(post.editedAt)}</span>}
          </p>
        </header>
        {post.isHidden && (
          <p className="post-hidden">{`${post.isDeleted ? "Deleted by its author" : "Hidden"}: only moderators see this post.`}</p>
        )}
        {post.parent && (post.relation || post.parent.number !== 1) && (
          <p className="post-answers">
            {post.relation ? `${relationWords[post.relation]} ` : "in reply to "}
            {post.parent.authorName || "a hidden post"}, {post.parent.number}
          </p>
        )}
        <HtmlBody id={`p-${post.id}`} className="prose" />
      </div>
    </article>
  );
}
