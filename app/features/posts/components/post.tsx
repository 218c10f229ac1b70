import { Fragment, type ReactNode } from "react";
import { MemberName } from "~/features/members/components/member-name";
import { Tile } from "~/features/members/components/tile";
import type { Disclosure } from "~/features/members/members";
import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import { Icon } from "~/ui/icon";
import { PartEnd } from "~/ui/part-end";
import { formatDate, formatMinute, Time } from "~/ui/time";
import { editedAfter, type PostView, type QuotedIn, relationWords, type Replies } from "../post";
import { AnsweredPost, RepliesInPlace } from "./in-place";

type ThreadRef = { id: number; slug: string };
type Props = {
  post: PostView;
  thread: ThreadRef;
  mayReply: boolean;
  /** A visitor, whose way to a reply is to sign in. */
  isAskedIn: boolean;
  /** The replies to open below it; null where they stand below it already. */
  replies: Replies | null;
  mayEdit: boolean;
  mayModerate: boolean;
  mayFlag: boolean;
  isTarget: boolean;
  votes: ReactNode;
  reactions: ReactNode;
  /** The button that bookmarks it; null for visitors. */
  bookmark: ReactNode;
  /** The author's disclosures for the thread's tags. */
  disclosures: Disclosure[];
  quotedIn: QuotedIn[];
  /** It was edited after the viewer replied to it. */
  isEditedAfterAnswer: boolean;
  /** With script both happen in place; without it, replying is a link. */
  onReply(): void;
  onQuote(): void;
  html?: string | undefined;
};

/** The attributes of the element around a post. */
export const postAttributes = (post: PostView, { isTarget, isOwn }: { isTarget: boolean; isOwn: boolean }) => ({
  className: isTarget ? "post post-target" : "post",
  id: `p-${post.id}`,
  "aria-label": `Post ${post.number} by ${post.author.name}`,
  "data-own": isOwn ? "" : undefined,
  "data-revision": post.revision,
});

/** What stands in the element of a post: its number and relation in the margin, its text in the column. */
export function PostContent(props: Props) {
  const {
    post,
    thread,
    mayReply,
    isAskedIn,
    replies,
    mayEdit,
    mayModerate,
    mayFlag,
    isTarget,
    votes,
    disclosures,
    quotedIn,
    html,
  } = props;
  return (
    <>
      <div
        className="post-margin"
        id={`post-${post.number}`}
        data-contents={post.number === 1 && hasContents(post) ? "" : undefined}
      >
        {post.number === 1 ? (
          <Contents post={post} />
        ) : (
          <>
            <a className="post-number" href={paths.postInThread(thread, post)} aria-label={`Post ${post.number}`}>
              {post.number}
            </a>
            {post.parent && post.relation && (
              <p className="post-relation">
                <b>{relationWords[post.relation]}</b>{" "}
                <a href={paths.postInThread(thread, post.parent)}>post {post.parent.number}</a>
              </p>
            )}
          </>
        )}
      </div>
      <div className="post-main">
        <Folding post={post}>
          <header className="post-head">
            <Tile member={post.author} />
            <div className="post-by">
              {/* Without script, autofocus is how an address that ends in a number leads to its post. */}
              <h2 className="post-author" {...(isTarget && { tabIndex: -1, autoFocus: true })}>
                <MemberName member={post.author} />
              </h2>
              <Disclosures general={disclosures} forThis={post.disclosure} />
            </div>
            <p className="post-dates">
              <a href={paths.post(post)}>
                <Time at={post.createdAt} />
              </a>
              {post.editedAt && (
                <a href={paths.postHistory(post)} title={formatMinute(post.editedAt)}>
                  {props.isEditedAfterAnswer ? (
                    <b>edited after you replied</b>
                  ) : (
                    `edited ${editedAfter(post.createdAt, post.editedAt)}`
                  )}
                </a>
              )}
            </p>
          </header>
          {post.isHidden && (
            <p className="post-hidden">{`${post.isDeleted ? "Deleted by its author" : "Hidden"}: only moderators see this post.`}</p>
          )}
          <AnsweredPost thread={thread} post={post} />
          <HtmlBody id={`p-${post.id}`} className="prose" html={html} />
          <footer className="post-foot">
            {votes}
            <span className="post-actions">
              {mayReply && (
                <a
                  href={paths.replyTo(thread, post)}
                  data-reply=""
                  onClick={(event) => {
                    event.preventDefault();
                    props.onReply();
                  }}
                >
                  <Icon name="reply" />
                  Reply<span className="visually-hidden"> to post {post.number}</span>
                </a>
              )}
              {isAskedIn && (
                <a href={paths.signIn(paths.replyTo(thread, post))} data-reply="">
                  <Icon name="reply" />
                  Reply<span className="visually-hidden"> to post {post.number}, after signing in</span>
                </a>
              )}
              {mayReply && (
                <button type="button" className="post-action with-script" data-quote="" onClick={props.onQuote}>
                  <Icon name="quote" />
                  Quote<span className="visually-hidden"> post {post.number}</span>
                </button>
              )}
              {props.bookmark}
              {mayModerate && !post.isDeleted && (
                <a href={paths.moderate(post.isHidden ? "restore_post" : "hide_post", post.id)}>
                  {post.isHidden ? "Restore" : "Hide"}
                  <span className="visually-hidden"> post {post.number}</span>
                </a>
              )}
              {mayModerate && post.number > 1 && (
                <a href={paths.moderateThread(thread, post.number)}>
                  Move<span className="visually-hidden"> post {post.number}</span>
                </a>
              )}
              {mayEdit && (
                <a href={paths.editPost(post)}>
                  <Icon name="pen" />
                  Edit<span className="visually-hidden"> post {post.number}</span>
                </a>
              )}
              {mayFlag && (
                <a href={paths.flag(post)}>
                  <Icon name="flag" />
                  Flag<span className="visually-hidden"> post {post.number}</span>
                </a>
              )}
              <a href={paths.citePost(post)} title="Cite this post elsewhere: BibTeX, RIS, markdown">
                <Icon name="cite" />
                Cite<span className="visually-hidden"> post {post.number}</span>
              </a>
              <a href={paths.post(post)} title="Copy this post's address" data-copy-link="">
                <Icon name="link" />
                <span data-copy-word="">Link</span>
                <span className="visually-hidden"> to post {post.number}</span>
              </a>
            </span>
          </footer>
          {props.reactions}
          {replies && <RepliesInPlace thread={thread} post={post} replies={replies} />}
          <QuotedInLine quotedIn={quotedIn} />
        </Folding>
      </div>
      <PartEnd />
    </>
  );
}

/** A post that waits for a moderator is a line that opens by a click. */
function Folding({ post, children }: { post: PostView; children: ReactNode }) {
  if (post.folded === null) return children;
  const { words, mayEdit } = post.folded;
  return (
    <>
      <details className="post-fold">
        <summary>
          <Icon name="flag" />
          <span>
            <b>Hidden until a moderator has looked.</b> {words}
            <span className="post-fold-note">
              <span className="post-fold-show">Show it</span>
              {`post by ${post.author.name}, who was told why${mayEdit ? " and may edit it once" : ""}`}
            </span>
          </span>
        </summary>
        {children}
      </details>
      <p className="post-fold-how">
        <a href={paths.aboutModerators()}>
          How this works<span className="visually-hidden">: posts that wait for a moderator</span>
        </a>
      </p>
    </>
  );
}

/** The author's disclosure, beside the name. */
function Disclosures({ general, forThis }: { general: Disclosure[]; forThis: string }) {
  if (general.length === 0 && forThis === "") return null;
  return (
    <p className="post-disclosure">
      {general.map((disclosure) => (
        <span key={disclosure.text} title={`Declared since ${formatDate(disclosure.since)}`}>
          {disclosure.text}
        </span>
      ))}
      {forThis && <span title="Declared for this post">{forThis}</span>}
    </p>
  );
}

function QuotedInLine({ quotedIn }: { quotedIn: QuotedIn[] }) {
  if (quotedIn.length === 0) return null;
  return (
    <p className="post-quoted-in">
      quoted in{" "}
      {quotedIn.map(({ id, number, authorName, thread }, index) => (
        <Fragment key={id}>
          {index > 0 && ", "}
          <a href={paths.postInThread(thread, { id, number })}>
            {authorName}, {number}
          </a>
        </Fragment>
      ))}
    </p>
  );
}

/** From three headings on, the opening post has a table of contents. */
const hasContents = ({ headings }: PostView) => headings.length >= 3;

/** The contents of the opening post, in the margin or folded; the time that it takes where it has none. */
function Contents({ post }: { post: PostView }) {
  if (!hasContents(post)) return post.minutes > 1 ? <p className="contents-time">{post.minutes} min read</p> : null;
  const list = (
    <ol>
      {post.headings.map((heading) => (
        <li key={heading.id}>
          <a href={`#p${post.id}-${heading.id}`}>{heading.text}</a>
        </li>
      ))}
    </ol>
  );
  return (
    <>
      <nav className="contents" aria-label="Contents">
        <p>Contents</p>
        {list}
        <p className="contents-time">{post.minutes} min read</p>
      </nav>
      <nav className="contents-fold" aria-label="Contents">
        <details className="fold">
          <summary>
            Contents{" "}
            <span>
              {post.headings.length} sections · {post.minutes} min
            </span>
          </summary>
          {list}
        </details>
      </nav>
    </>
  );
}
