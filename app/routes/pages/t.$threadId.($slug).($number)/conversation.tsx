import { Fragment, useEffect, useRef, useState } from "react";
import type { Viewer } from "~/features/auth/auth";
import { canWrite, isModerator } from "~/features/auth/auth";
import { PostStubLine } from "~/features/posts/components/post-stub-line";
import { applyEdit, selectionOf } from "~/features/composer/components/apply-edit";
import {
  type Quotable,
  quotableAround,
  type Quoting,
  quoteOfSelection,
  quoteOfWhole,
  selectedPassage,
  useQuoting,
} from "~/features/composer/components/use-quoting";
import { insertBlock } from "~/features/composer/composer";
import { fillForm } from "~/features/drafts/components/form-fields";
import { PostingLimits } from "~/features/posts/components/posting-limits";
import type { PostStub, PostView } from "~/features/posts/posts";
import { ServedMark } from "~/features/reading/components/served-mark";
import { ThreadMap } from "~/features/reading/components/thread-map";
import { ThreadTree, TreeOrder } from "~/features/reading/components/thread-tree";
import { canSignal } from "~/features/signals/signals";
import { BannedLine } from "~/features/members/components/banned-line";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import type { FormState } from "~/ui/form-state";
import { stateOf, typed } from "~/ui/form-state";
import { Icon } from "~/ui/icon";
import type { Previewed } from "~/ui/preview";
import { Unsent } from "~/ui/unsent";
import { LockedLine } from "./locked-line";
import { PaperNote } from "./paper-note";
import { RelatedThreads } from "./related-threads";
import { ReplyDock } from "./reply-dock";
import type { Answered } from "./reply-form";
import { ThreadEventsAfter } from "./thread-event";
import type { ThreadScreen } from "./thread-screen";
import { OldThreadNote } from "./old-thread-note";
import { gapsBefore, TimeGap } from "./time-gap";
import { PostedNotice } from "./posted-notice";
import { useAnswersAtHand } from "./use-answers-at-hand";
import { useDock } from "./use-dock";
import { useFieldsBack, usePosted } from "./use-posted";
import { useShortcut } from "./use-shortcut";
import { ThreadPost } from "./thread-post";
import { VisitorBar } from "./visitor-bar";
import { WindowPager } from "./window-pager";

type Props = {
  screen: ThreadScreen;
  viewer: Viewer;
  held: Record<string, string[]> | null;
  idempotencyKey: string | null;
  bodies: Record<string, string> | null;
  origin: string;
  refused: { reply: FormState; preview: Previewed | null; earlier?: string } | null;
};

/** The posts of a window and the form that answers them: one may reply to and quote any of them without leaving it. */
export function Conversation({ screen, viewer, held, idempotencyKey, bodies, origin, refused }: Props) {
  const {
    thread,
    posts,
    stubs,
    signals,
    reactors,
    events,
    editable,
    quotedIn,
    disclosures,
    shown,
    mayReply,
    window,
    draft,
    query,
    bookmarked,
  } = screen;
  useAnswersAtHand(viewer !== null);
  const field = useRef<HTMLTextAreaElement | null>(null);
  const unsent = refused?.reply ?? stateOf(held);
  const state = unsent ?? stateOf(draft && { ...draft.fields, ...keyOf(idempotencyKey) });
  const [answered, setAnswered] = useState(screen.answered ?? answeredIn(posts, Number(typed(state, "parent"))));
  const dock = useDock(field, refused !== null || held !== null || screen.isReplyAsked);
  const { posted, forget } = usePosted(({ postId }) => {
    dock.close();
    setAnswered(null);
    showPost(postId);
  });
  const made = posted && posts.find((post) => post.id === posted.postId);
  const [givenBack, setGivenBack] = useState<Record<string, string[]> | null>(null);
  const askBack = useFieldsBack(idempotencyKey, (fields) => {
    forget();
    setAnswered(answeredIn(posts, Number(fields["parent"]?.[0])));
    setGivenBack(fields);
    dock.open();
  });
  useEffect(() => {
    // The fields of the relation have come with the post that is answered.
    if (givenBack && field.current?.form) fillForm(field.current.form, givenBack);
  }, [givenBack]);
  const quoting = useQuoting(mayReply);
  const mayModerate = isModerator(viewer);
  const lines: (PostView | PostStub)[] = [...posts, ...stubs].sort((a, b) => a.number - b.number);
  const gaps = gapsBefore(screen.view === "flat" ? lines : [], screen.beforeAt);
  const byNumber = new Map(lines.map((line) => [line.number, line]));

  /** A quote that waits for its form, on a page that came without one. */
  const waiting = useRef<string | null>(null);
  const quote = (text: string | null) => {
    dock.open();
    if (!text) return;
    if (field.current) applyEdit(field.current, insertBlock(selectionOf(field.current), text));
    else waiting.current = text;
  };
  const begin = () => {
    if (dock.state !== "open") return;
    field.current?.focus({ preventScroll: true });
    if (waiting.current) quote(waiting.current);
    waiting.current = null;
  };
  const quotePost = async (post: Pick<Quotable, "id">) => {
    const selected = await selectedPassage();
    quote(selected?.post.id === post.id ? quoteOfSelection(selected) : await quoteOfWhole(post));
  };
  usePressOfLoadedQuotes((post) => void quotePost(post));
  useShortcut("q", mayReply, () => quoting && quote(quoteOfSelection(quoting)));

  /** The reply that the tree begins with, if it doesn't begin with the thread. */
  const branch = query.branch ?? (screen.tree && screen.tree.number > 1 ? screen.tree.number : null);
  /** For the script that follows the post on screen. */
  const reading = {
    "data-reading": thread.id,
    "data-path": paths.thread(thread),
    "data-view": screen.view,
    "data-read": screen.place?.lastNumber,
  };
  const showLine = (line: PostView | PostStub) => (
    <Fragment key={line.id}>
      <TimeGap words={gaps.get(line.number)} />
      {"reason" in line ? (
        <PostStubLine stub={line} ground={screen.hideGrounds[line.id] ?? null} />
      ) : (
        <ThreadPost
          post={line}
          thread={{ id: thread.id, slug: thread.slug }}
          own={signals[line.id]}
          ownId={signals[line.id]?.reactions.length ? (viewer?.id ?? null) : null}
          maySignal={canSignal(viewer, line)}
          reactors={reactors[line.id]}
          isKept={viewer && bookmarked.includes(line.id)}
          isOwn={viewer?.id === line.author.id}
          isTarget={line.number === shown && shown > 1}
          isEditedAfterAnswer={screen.editedAfterAnswer.includes(line.id)}
          disclosures={disclosures[line.author.id] ?? []}
          quotedIn={quotedIn[line.id] ?? []}
          replies={screen.replies[line.id] ?? null}
          mayReply={mayReply}
          isAskedIn={viewer === null && thread.lockedAt === null}
          mayEdit={editable.includes(line.id)}
          mayModerate={mayModerate}
          mayFlag={canWrite(viewer) && viewer.id !== line.author.id && !line.isHidden}
          handlers={{
            loading: `${idempotencyKey}`,
            html: bodies?.[line.id],
            onReply: () => {
              setAnswered({ id: line.id, number: line.number, author: { name: line.author.name } });
              dock.open();
            },
            onQuote: () => void quotePost(line),
          }}
        />
      )}
      <ThreadEventsAfter number={line.number} events={events} />
    </Fragment>
  );

  return (
    <>
      {screen.tree ? (
        <>
          {(screen.tree.below > 1 || branch !== null) && (
            <TreeOrder thread={thread} sort={query.sort} branch={branch} />
          )}
          <div className="posts" {...reading}>
            <ThreadTree
              tree={screen.tree}
              thread={thread}
              sort={query.sort}
              post={(number) => {
                const line = byNumber.get(number);
                return line ? showLine(line) : null;
              }}
            />
          </div>
          {lines.length < thread.postCount && (
            <PaperNote thread={thread} shown={counted(lines.length, "post")} origin={origin} />
          )}
        </>
      ) : screen.map ? (
        <ThreadMap map={screen.map} thread={thread} branch={query.branch} />
      ) : (
        <>
          <WindowPager thread={thread} window={window} place="above" origin={origin} />
          <div className="posts" {...reading}>
            {lines.map(showLine)}
          </div>
          <WindowPager thread={thread} window={window} place="below" origin={origin} />
        </>
      )}
      {viewer && (
        <ServedMark
          thread={thread}
          numbers={lines.map(({ number }) => number)}
          isTree={screen.tree !== null}
          before={screen.place?.lastNumber ?? 0}
        />
      )}
      {window.last >= thread.lastNumber && <RelatedThreads threads={screen.related} />}
      {quoting && <QuoteButton quoting={quoting} onQuote={() => quote(quoteOfSelection(quoting))} />}
      {mayReply && viewer ? (
        <ReplyDock
          // A fresh form after each post.
          key={`${idempotencyKey}`}
          thread={thread}
          viewer={viewer}
          note={
            viewer.isSilenced ? (
              <BannedLine viewer={viewer} />
            ) : (
              <>
                <PostingLimits {...screen.limits} />
                {screen.isOld && <OldThreadNote lastPostAt={thread.lastPostAt} />}
              </>
            )
          }
          answered={answered}
          onAnswerThread={() => setAnswered(null)}
          idempotencyKey={idempotencyKey}
          draft={draft}
          state={state}
          preview={refused?.preview ?? null}
          earlier={refused?.earlier}
          field={field}
          setField={(element) => (field.current = element)}
          onFirst={begin}
          dock={dock}
        />
      ) : viewer && !canWrite(viewer) ? (
        <div className="reply-closed" id="reply">
          <Unsent state={unsent} />
          <BannedLine viewer={viewer} />
        </div>
      ) : thread.lockedAt ? (
        <div className="reply-closed" id="reply">
          <Unsent state={unsent} />
          {!refused && <LockedLine ground={screen.lockGround} isClosed={thread.closedAt !== null} />}
        </div>
      ) : (
        <VisitorBar thread={thread} />
      )}
      {made && <PostedNotice key={made.id} post={made} onDone={forget} onUndo={() => askBack(posted)} />}
    </>
  );
}

/** Posts that script has put into the page have buttons of their own, which this component didn't make. */
function usePressOfLoadedQuotes(onQuote: (post: Quotable) => void) {
  const latest = useRef(onQuote);
  useEffect(() => {
    latest.current = onQuote;
  });
  useEffect(() => {
    const press = ({ target }: MouseEvent) => {
      const button = target instanceof Element ? target.closest("[data-quote=loaded]") : null;
      const post = button && quotableAround(button);
      if (post) latest.current(post);
    };
    document.addEventListener("click", press);
    return () => document.removeEventListener("click", press);
  }, []);
}

/** Brings a post into the upper fifth of the window, with focus on its heading. */
function showPost(id: number) {
  const post = document.getElementById(`p-${id}`);
  const heading = post?.querySelector<HTMLElement>(".post-author");
  if (!post || !heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollBy({ top: post.getBoundingClientRect().top - window.innerHeight / 8 });
}

/** The post that a form that came back answers. It may stand on another page: then only that it is one is known. */
function answeredIn(posts: PostView[], id: number): Answered | null {
  if (!id) return null;
  return posts.find((post) => post.id === id) ?? { id, number: null, author: null };
}

const keyOf = (idempotencyKey: string | null): Record<string, string[]> =>
  idempotencyKey ? { idempotencyKey: [idempotencyKey] } : {};

/** Beside the end of the selection. Its place is set by script, as its selection was. */
function QuoteButton({ quoting, onQuote }: { quoting: Quoting; onQuote(): void }) {
  return (
    <button
      type="button"
      className="button quote-button"
      ref={(button) => {
        if (!button) return;
        const most = document.documentElement.clientWidth - button.offsetWidth - 8;
        button.style.left = `${Math.max(8, Math.min(quoting.at.left, most))}px`;
        button.style.top = `${quoting.at.top + 6}px`;
      }}
      // Before the press takes the selection away.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onQuote}
    >
      <Icon name="quote" />
      Quote <kbd>q</kbd>
    </button>
  );
}
