import { useFetcher } from "@remix-run/react";
import { WayBack } from "~/features/threads/components/way-back";
import type { PostView } from "~/features/posts/posts";
import { paths } from "~/paths";
import { type RefusedOrDone, useLastDone } from "~/ui/refused-or-done";
import { Refusal } from "~/ui/refusal";
import { useChoice } from "~/ui/use-choice";

import { noSignals, type PostSignals, type Reactor, type Reactors } from "../post-signals";
import { type ReactionKind, reactionKinds, reactionWords } from "../reaction";
import { VoteCount } from "./vote-count";

type Props = {
  post: PostView;
  own: PostSignals | undefined;
  reactors: Reactors | undefined;
  mayReact: boolean;
  /** The viewer's id, where the viewer reacted: they are "you" among the names. */
  ownId: number | null;
};

/** The reactions to a post as words with counts, and who reacted. Viewers who may react press the words. */
export function Reactions({ post, own = noSignals, reactors, mayReact, ownId }: Props) {
  const used = reactionKinds.filter((kind) => (post.reactionCounts[kind] ?? 0) > 0);
  if (!mayReact && used.length === 0) return null;
  return (
    <div className="reactions" role="group" aria-label={`Reactions to post ${post.number}`}>
      {used.map((kind) =>
        mayReact ? (
          <ReactionForm key={kind} post={post} kind={kind} isOwn={own.reactions.includes(kind)} />
        ) : (
          <span key={kind} className="reaction">
            {reactionWords[kind]} <VoteCount name={kind} count={post.reactionCounts[kind] ?? 0} />
          </span>
        ),
      )}
      <details className="reaction-fold">
        <summary>
          {mayReact ? "React" : "Names"}
          <span className="visually-hidden">
            {mayReact ? ` to post ${post.number}, and who did` : ` of those who reacted to post ${post.number}`}
          </span>
        </summary>
        {mayReact && (
          <div className="reaction-choice">
            {reactionKinds
              .filter((kind) => !used.includes(kind))
              .map((kind) => (
                <ReactionForm key={kind} post={post} kind={kind} isOwn={false} />
              ))}
          </div>
        )}
        <ul>
          {used.map((kind) => (
            <li key={kind}>
              <span>{reactionWords[kind]}</span>
              <Names
                reactors={reactors?.[kind] ?? []}
                count={post.reactionCounts[kind] ?? 0}
                ownId={own.reactions.includes(kind) ? ownId : null}
              />
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

type Answer = RefusedOrDone<{ value: boolean; counts: Record<string, number> }>;

type FormProps = { post: PostView; kind: ReactionKind; isOwn: boolean };

/** A plain form. With script it is sent in place and shows its result at once. */
function ReactionForm({ post, kind, isOwn }: FormProps) {
  const fetcher = useFetcher<Answer>();
  const answer = useLastDone(fetcher.data);
  const known = {
    isOwn: answer?.value ?? isOwn,
    count: (answer?.counts ?? post.reactionCounts)[kind] ?? 0,
  };
  const { value: isPressed, choose } = useChoice(known.isOwn, fetcher, (chosen) =>
    fetcher.submit(
      { kind, revision: String(post.revision), value: chosen ? "1" : "0" },
      { method: "post", action: paths.react(post) },
    ),
  );
  const count = known.count + Number(isPressed) - Number(known.isOwn);
  return (
    <form method="post" action={paths.react(post)} className="reaction-form">
      <WayBack />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="revision" value={post.revision} />
      <button
        className="reaction"
        name="value"
        value={isPressed ? "0" : "1"}
        aria-pressed={isPressed}
        onClick={(event) => {
          event.preventDefault();
          choose((before) => !before);
        }}
      >
        {reactionWords[kind]} <VoteCount name={kind} count={count} />{" "}
        <span className="visually-hidden">(post {post.number})</span>
      </button>
      <Refusal words={fetcher.data?.refusal} />
    </form>
  );
}

type NamesProps = { reactors: Reactor[]; count: number; ownId: number | null };

/** "you, Mira Okonjo, Jonas Reuter and 4 more". */
function Names({ reactors, count, ownId }: NamesProps) {
  const others = reactors.filter(({ id }) => id !== ownId);
  const more = count - others.length - Number(ownId !== null);
  if (count === 0) return null;
  return (
    <span className="reaction-names">
      {ownId !== null && (others.length > 0 ? "you, " : "you")}
      {others.map(({ id, handle, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <a href={paths.member({ handle })}>{name}</a>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}
