import { MemberName } from "~/features/members/components/member-name";
import { Tile } from "~/features/members/components/tile";
import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { stanceWords, verdicts, type Verdict, verdictWords } from "../citation";
import type { CitingPassage } from "../list-citing.server";

type Props = { passage: CitingPassage; viewerId: number | null; mayReview: boolean };

/** A passage that cites a source: its sentence, what it says about the source, and reviews. */
export function Passage({ passage, viewerId, mayReview }: Props) {
  const { author, post, thread } = passage;
  const where = [passage.version, passage.locator].filter(Boolean).join(", ");
  const counted = passage.reviews.filter((review) => !review.isOutdated);
  const own = passage.reviews.find((review) => review.memberId === viewerId);
  return (
    <li className="passage" id={`c-${passage.id}`}>
      <p className="line-note">
        <Tile member={author} />
        <MemberName member={author} />{" "}
        <b>
          {passage.isStanceTyped ? stanceWords[passage.stance] : passage.kind === "link" ? "links to it" : "cites it"}
        </b>{" "}
        in{" "}
        <a href={`${paths.postInThread(thread, post)}`}>
          {thread.title}, post {post.number}
        </a>{" "}
        · <Time at={passage.createdAt} short />
      </p>
      {passage.passage && (
        <p className="passage-text" dir="auto">
          {passage.passage}
        </p>
      )}
      {(where || passage.quote || passage.remark) && (
        <p className="passage-said" dir="auto">
          {where}
          {where && passage.quote && ", "}
          {passage.quote && <q>{passage.quote}</q>}
          {passage.remark && `${where || passage.quote ? ", " : ""}${passage.remark}`}
        </p>
      )}
      {passage.reviews.map((review) => (
        <p key={review.memberId} className="passage-review">
          <a href={paths.member(review.member)}>{review.member.name}</a>{" "}
          <b className={review.verdict === "not_in_source" ? "signal" : undefined}>{verdictWords[review.verdict]}</b>
          {review.comment && <span dir="auto">{`: ${review.comment}`}</span>}
          {review.isOutdated && " (the citation has changed since; needs another look)"}
        </p>
      ))}
      {mayReview && author.id !== viewerId && passage.kind !== "link" && (
        <ReviewForm id={passage.id} own={own && !own.isOutdated ? own.verdict : null} isFirst={counted.length === 0} />
      )}
    </li>
  );
}

function ReviewForm({ id, own, isFirst }: { id: number; own: Verdict | null; isFirst: boolean }) {
  return (
    <details className="fold passage-check">
      <summary>{own ? "Look again" : isFirst ? "Check it against the source" : "Add what you found"}</summary>
      <form method="post" action={paths.reviewCitation({ id })}>
        <label htmlFor={`comment-${id}`}>What you found (optional)</label>
        <input id={`comment-${id}`} name="comment" maxLength={300} />
        <div className="form-actions">
          {verdicts.map((verdict) => (
            <button key={verdict} className="button" name="verdict" value={verdict} aria-pressed={own === verdict}>
              {verdictWords[verdict]}
            </button>
          ))}
        </div>
      </form>
    </details>
  );
}
