import { PostContent, postAttributes } from "~/features/posts/components/post";
import type { PostView } from "~/features/posts/posts";
import { BookmarkButton } from "~/features/reading/components/bookmark-button";
import { Reactions } from "~/features/signals/components/reactions";
import { VoteButtons } from "~/features/signals/components/vote-buttons";
import type { PostSignals, Reactors } from "~/features/signals/signals";
import { KeptPart } from "~/ui/kept-part";
import type { ThreadScreen } from "./thread-screen";

type Data = {
  post: PostView;
  thread: { id: number; slug: string };
  /** The viewer's votes and reactions; none where there are none. */
  own: PostSignals | undefined;
  /** The viewer's id where they reacted. */
  ownId: number | null;
  maySignal: boolean;
  reactors: Reactors | undefined;
  /** Whether it is bookmarked; null for visitors. */
  isKept: boolean | null;
  isTarget: boolean;
  isEditedAfterAnswer: boolean;
  disclosures: ThreadScreen["disclosures"][number];
  quotedIn: ThreadScreen["quotedIn"][number];
  replies: ThreadScreen["replies"][number] | null;
  mayReply: boolean;
  isAskedIn: boolean;
  mayEdit: boolean;
  mayModerate: boolean;
  mayFlag: boolean;
};

type Handlers = {
  /** Another one for each loading: what a vote answered is older than what is loaded after it. */
  loading: string;
  onReply(): void;
  onQuote(): void;
  /** Its text, where it came with the data of a page that is open already. */
  html: string | undefined;
};

/** A post of a thread for its reader. Most readers see it alike: its html is kept. */
export function ThreadPost({ isOwn, handlers, ...data }: Data & { isOwn: boolean; handlers: Handlers }) {
  return (
    <KeptPart
      name="post"
      as="article"
      attributes={postAttributes(data.post, { isTarget: data.isTarget, isOwn })}
      part={DrawnPost}
      data={data}
      handlers={handlers}
    />
  );
}

function DrawnPost({ own, ownId, maySignal, reactors, isKept, loading, ...rest }: Data & Handlers) {
  const { post } = rest;
  return (
    <PostContent
      {...rest}
      votes={<VoteButtons key={loading} post={post} own={own} mayVote={maySignal} />}
      reactions={
        <Reactions key={loading} post={post} own={own} reactors={reactors} mayReact={maySignal} ownId={ownId} />
      }
      bookmark={isKept !== null && <BookmarkButton post={post} isKept={isKept} />}
    />
  );
}
