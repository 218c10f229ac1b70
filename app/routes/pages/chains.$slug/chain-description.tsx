import { FeedLink } from "~/features/feeds/components/feed-link";
import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import { HtmlBody } from "~/ui/html-body";
import { Icon } from "~/ui/icon";
import type { TagOfChain } from "./chain-screens.server";

type Props = { tag: TagOfChain; html: string | null; fallback: string; name: string };

/** What members wrote about a chain or a group, with the ways to change it, to follow it and to read its feed. */
export function ChainDescription({ tag, html, fallback, name }: Props) {
  return (
    <div className="chain-about">
      <div>
        {tag.isDescribed ? (
          <HtmlBody id="tag" className="prose tag-description" html={html ?? undefined} />
        ) : (
          fallback && <p className="page-lead">{fallback}</p>
        )}
        <p className="chain-written">
          <span>
            {tag.isDescribed ? "Written by members" : "From the registry"}
            {tag.isDescribed && tag.describedAt && (
              <>
                , last on <time dateTime={tag.describedAt}>{formatDate(tag.describedAt)}</time>
              </>
            )}
          </span>
          <a href={paths.editTag(tag)}>{tag.isDescribed ? "Edit" : "Write a description"}</a>
          <a href={paths.tagHistory(tag)} aria-label="History of this text">
            History
          </a>
          {tag.mayModerate && <a href={paths.changeTag(tag)}>Change tag</a>}
          <span>
            {tag.followerCount} {tag.followerCount === 1 ? "follower" : "followers"}
          </span>
          {tag.synonyms.length > 0 && <span>also: {tag.synonyms.join(", ")}</span>}
        </p>
      </div>
      <div className="tag-actions">
        <form method="post" action={paths.tag(tag)}>
          <button
            className="button"
            name="intent"
            value={tag.isFollowed ? "unfollow" : "follow"}
            aria-pressed={tag.isFollowed}
          >
            <Icon name="bell" />
            {tag.isFollowed ? "Following" : "Follow"}
          </button>
        </form>
        <FeedLink list={paths.tag(tag)} label={`RSS feed of threads about ${name}`} isButton />
      </div>
    </div>
  );
}
