import { useFetcher } from "@remix-run/react";
import type { Viewer } from "~/features/auth/auth";
import type { PostView } from "~/features/posts/posts";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { axisWords, canVote, voteAxes, type VoteAxis } from "../vote";

type Props = { post: PostView; own: VoteAxis[]; viewer: Viewer };

/** A post's two votes: buttons for viewers who may vote, else only counts. */
export function VoteButtons({ post, own, viewer }: Props) {
  const counts = { worth: post.worthCount, agree: post.agreeCount };
  if (canVote(viewer, post))
    return voteAxes.map((axis) => (
      <VoteButton key={axis} post={post} axis={axis} count={counts[axis]} isOwn={own.includes(axis)} />
    ));
  return voteAxes
    .filter((axis) => counts[axis] !== 0)
    .map((axis) => (
      <span key={axis} className="vote-count">
        <Icon name={axis} />
        {axisWords[axis]} <b>{counts[axis]}</b>
      </span>
    ));
}

/** The response to a vote sent by script. */
type Answer = { refusal: string } | { refusal: null; value: number; worthCount: number; agreeCount: number };

type ButtonProps = { post: PostView; axis: VoteAxis; count: number; isOwn: boolean };

/** A plain form. With script it is sent in place and shows its result optimistically. */
function VoteButton({ post, axis, count, isOwn }: ButtonProps) {
  const fetcher = useFetcher<Answer>();
  const answer = fetcher.data?.refusal === null ? fetcher.data : null;
  const known = answer
    ? { isOwn: answer.value > 0, count: axis === "worth" ? answer.worthCount : answer.agreeCount }
    : { isOwn, count };
  const sent = fetcher.formData?.get("value");
  const isPressed = sent ? sent === "1" : known.isOwn;
  const shown = known.count + Number(isPressed) - Number(known.isOwn);
  return (
    <fetcher.Form method="post" action={paths.vote(post)} className="vote">
      <input type="hidden" name="axis" value={axis} />
      <button className="vote-button" name="value" value={isPressed ? "0" : "1"} aria-pressed={isPressed}>
        <Icon name={axis} />
        {axisWords[axis]} {shown !== 0 && <b>{shown}</b>} <span className="visually-hidden">(post {post.number})</span>
      </button>
      {fetcher.data?.refusal && (
        <span className="vote-refusal" role="alert">
          {fetcher.data.refusal}
        </span>
      )}
    </fetcher.Form>
  );
}
