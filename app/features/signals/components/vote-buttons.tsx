import { useFetcher } from "@remix-run/react";
import { WayBack } from "~/features/threads/components/way-back";
import type { PostView, VoteCounts } from "~/features/posts/posts";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { Refusal } from "~/ui/refusal";
import { type RefusedOrDone, useLastDone } from "~/ui/refused-or-done";
import { useChoice } from "~/ui/use-choice";

import { noSignals, type PostSignals, sinceInWords } from "../post-signals";
import { axisWords, movedBy, pressed, strongest, type VoteAxis } from "../vote";
import { useHold } from "./use-hold";
import { VoteCount } from "./vote-count";

type Props = { post: PostView; own: PostSignals | undefined; mayVote: boolean };

/** A post's two votes, each in both directions: buttons for viewers who may vote, else only counts. */
export function VoteButtons({ post, own = noSignals, mayVote }: Props) {
  if (!mayVote) return <VoteTotals post={post} />;
  const since = sinceInWords(own);
  return (
    <>
      <VoteForm post={post} axis="worth" own={own.worth} />
      <VoteForm post={post} axis="agree" own={own.agree} />
      {since && <span className="vote-since">{since}</span>}
    </>
  );
}

/** What visitors and the post's author see: counts, and nothing where nobody voted. */
function VoteTotals({ post: { worthCount, agreeCount, disagreeCount } }: { post: PostView }) {
  const totals = [
    { icon: "worth", words: "Worth reading", name: "worth", count: worthCount },
    { icon: "agree", words: "Agree", name: "agree", count: agreeCount },
    { icon: "close", words: "Disagree", name: "disagree", count: disagreeCount },
  ] as const;
  return totals
    .filter(({ count }) => count !== 0)
    .map(({ icon, words, name, count }) => (
      <span key={name} className="vote-count">
        <Icon name={icon} />
        {words} <VoteCount name={name} count={count} />
      </span>
    ));
}

/** The response to a vote sent by script. */
type Answer = RefusedOrDone<{ value: number } & VoteCounts>;

type FormProps = { post: PostView; axis: VoteAxis; own: number };

/** One vote: a plain form with a button for each direction. With script it is sent in place and shows its result at once. */
function VoteForm({ post, axis, own }: FormProps) {
  const fetcher = useFetcher<Answer>();
  const known = useLastDone(fetcher.data) ?? { value: own, ...post };
  const { value, choose } = useChoice(known.value, fetcher, (chosen) =>
    fetcher.submit(
      { axis, revision: String(post.revision), value: String(chosen) },
      { method: "post", action: paths.vote(post) },
    ),
  );
  const moved = movedBy(axis, known.value, value);
  const counts = {
    worth: known.worthCount + moved.worthCount,
    agree: known.agreeCount + moved.agreeCount,
    disagree: known.disagreeCount + moved.disagreeCount,
  };
  const shared = { post, axis, value, choose };
  return (
    <form method="post" action={paths.vote(post)} className="vote">
      <WayBack />
      <input type="hidden" name="axis" value={axis} />
      <input type="hidden" name="revision" value={post.revision} />
      <span className="vote-pair">
        <VoteButton {...shared} direction={1} count={axis === "worth" ? counts.worth : counts.agree} />
        <VoteButton {...shared} direction={-1} count={axis === "worth" ? null : counts.disagree} />
      </span>
      <Refusal words={fetcher.data?.refusal} />
    </form>
  );
}

type ButtonProps = {
  post: PostView;
  axis: VoteAxis;
  /** The viewer's vote. */
  value: number;
  direction: 1 | -1;
  /** Null where the other button shows the sum. */
  count: number | null;
  /** Votes, given the vote before. */
  choose(next: (before: number) => number): void;
};

function VoteButton({ post, axis, value, direction, count, choose }: ButtonProps) {
  const mostOf = strongest[axis];
  const strength = Math.max(0, value * direction);
  const isStrong = strength > 1;
  const handlers = useHold(
    () => choose((before) => pressed(axis, before, direction)),
    mostOf > 1 ? () => choose(() => mostOf * direction) : null,
  );
  const words = direction > 0 ? axisWords[axis].up : axisWords[axis].down;
  return (
    <button
      className="vote-button"
      name="value"
      value={pressed(axis, value, direction)}
      aria-pressed={strength > 0}
      title={hintOf(words, strength, mostOf)}
      {...handlers}
    >
      <Icon name={iconOf(axis, direction)} />
      {direction > 0 ? words : <span className="visually-hidden">{words}</span>}
      {isStrong && <span className="vote-strength"> strongly</span>}{" "}
      {count !== null && (
        <VoteCount name={axis === "worth" ? "worth" : direction > 0 ? "agree" : "disagree"} count={count} />
      )}{" "}
      <span className="visually-hidden">(post {post.number})</span>
    </button>
  );
}

const iconOf = (axis: VoteAxis, direction: 1 | -1) =>
  axis === "worth" ? (direction > 0 ? "worth" : "down") : direction > 0 ? "agree" : "close";

/** What the next press does. */
function hintOf(words: string, strength: number, mostOf: number): string {
  if (strength === 0) return mostOf > 1 ? `${words}; hold, or press twice, to say it strongly` : words;
  return strength < mostOf ? `${words}; press again to say it strongly` : `${words}; press again to take it back`;
}
