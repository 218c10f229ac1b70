import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import type { TagOfChain } from "./chain-screens.server";

type Props = { tag: TagOfChain; html: string | null; fallback: string };

/** What members wrote about a chain, with the ways to change and to follow it. */
export function ChainDescription({ tag, html, fallback }: Props) {
  return (
    <>
      {tag.isDescribed ? (
        <HtmlBody id="tag" className="prose tag-description" html={html ?? undefined} />
      ) : (
        fallback && <p className="chain-lead">{fallback}</p>
      )}
      <p className="thread-facts">
        <span>
          <b>{tag.threadCount}</b> {tag.threadCount === 1 ? "thread" : "threads"}
        </span>
        <span>
          <b>{tag.followerCount}</b> {tag.followerCount === 1 ? "follower" : "followers"}
        </span>
        {tag.synonyms.length > 0 && <span>also: {tag.synonyms.join(", ")}</span>}
      </p>
      <div className="tag-actions">
        <form method="post" action={paths.tag(tag)}>
          <button
            className="button"
            name="intent"
            value={tag.isFollowed ? "unfollow" : "follow"}
            aria-pressed={tag.isFollowed}
          >
            {tag.isFollowed ? "Following" : "Follow"}
          </button>
        </form>
        <a href={paths.editTag(tag)}>{tag.isDescribed ? "Edit description" : "Write a description"}</a>
        <a href={paths.tagHistory(tag)}>History of this text</a>
        {tag.mayModerate && <a href={paths.changeTag(tag)}>Change tag</a>}
      </div>
    </>
  );
}
