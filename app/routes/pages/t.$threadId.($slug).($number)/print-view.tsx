import type { SerializeFrom } from "@remix-run/node";
import { Fragment } from "react";
import { PostOnPaper } from "~/features/posts/components/post-on-paper";
import { PostStubLine } from "~/features/posts/components/post-stub-line";
import type { PostStub, PostView } from "~/features/posts/posts";
import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import { formatDate, formatMinute } from "~/ui/time";
import { LockBanner, ThreadState } from "./locked-line";
import type { loadPrintView } from "./print-view.server";
import { ThreadEventsAfter } from "./thread-event";

type Print = SerializeFrom<NonNullable<Awaited<ReturnType<typeof loadPrintView>>>["print"]>;
type Props = { print: Print; origin: string };

/** A thread as one document: its posts, then their sources with one row of numbers. Nothing in it has to be pressed. */
export function PrintView({ print, origin }: Props) {
  const { thread, posts, stubs, events, disclosures, hideGrounds, lockGround, first, last } = print;
  const lines: (PostView | PostStub)[] = [...posts, ...stubs].sort((a, b) => a.number - b.number);
  const address = origin + paths.threadById(thread.id);
  return (
    <article className="thread print-view" data-print-view="">
      <div className="print-bar">
        <button type="button" className="button primary" data-print="">
          Print
        </button>
        <p>
          {isWhole(print) ? "The whole thread on one page, as it is printed." : partInWords(print)}{" "}
          {last < thread.lastNumber && (
            <>
              <a href={paths.printThread(thread, last + 1)}>{`Print from post ${last + 1}`}</a>{" "}
            </>
          )}
          <a href={paths.threadAt(thread, first)}>Back to the discussion</a>
        </p>
      </div>
      <header className="thread-header">
        {thread.tags.length > 0 && <p className="thread-kinds">{thread.tags.map(({ name }) => name).join(", ")}</p>}
        <h1>{thread.title}</h1>
        <p className="print-source">{address}</p>
        <ul className="thread-facts">
          <li>
            Opened by {thread.author.name}, {formatDate(thread.createdAt)}
          </li>
          <li>
            {thread.postCount} {thread.postCount === 1 ? "post" : "posts"}, the last of {formatDate(thread.lastPostAt)}
          </li>
          <ThreadState thread={thread} />
          <li>read on {formatMinute(print.readAt)}</li>
        </ul>
        <LockBanner thread={thread} ground={lockGround} />
      </header>
      <div className="posts">
        {lines.map((line) => (
          <Fragment key={line.id}>
            {"reason" in line ? (
              <PostStubLine stub={line} ground={hideGrounds[line.id] ?? null} />
            ) : (
              <PostOnPaper post={line} thread={thread} disclosures={disclosures[line.author.id] ?? []} />
            )}
            <ThreadEventsAfter number={line.number} events={events} />
          </Fragment>
        ))}
      </div>
      {print.hasSources && (
        <section className="all-sources" aria-labelledby="all-s0">
          <h2 id="all-s0">Sources</h2>
          <HtmlBody id="all-sources" className="prose" />
        </section>
      )}
      <p className="print-end">
        {isWhole(print) ? "The whole thread: " : `${partInWords(print)} The thread: `}
        {address}
      </p>
    </article>
  );
}

const isWhole = ({ first, last, thread }: Print) => first === 1 && last >= thread.lastNumber;

/** Which part of the thread this is, and why it is not all of it. */
function partInWords({ first, last, thread }: Print) {
  const posts = `Posts ${first} to ${last} of ${thread.lastNumber}.`;
  return last < thread.lastNumber ? `${posts} A page for printing holds at most 500 posts and 2 MB of text.` : posts;
}
