import { kindNames, kindWords } from "~/features/tags/tags";
import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import { Trail } from "~/ui/trail";
import { inThousands } from "~/ui/count";
import type { TagScreen } from "./tag-screen.server";

type Props = { screen: Omit<TagScreen, "html">; html: string | null; mayModerate: boolean };

/** Where the tag stands, its name, what it is about, and the first facts of it. */
export function TagHeader({ screen: { tag, isFollowed, mostCounted }, html, mayModerate }: Props) {
  return (
    <header className="tag-header">
      <Trail
        steps={[
          { name: "Tags", href: paths.tags() },
          { name: kindNames[tag.kind], href: paths.tags({ kind: tag.kind }) },
          ...tag.parents.map((parent) => ({ name: parent.name, href: paths.tagPage(parent) })),
        ]}
      />
      <h1>{tag.name}</h1>
      {tag.isDescribed ? (
        <HtmlBody id="tag" className="prose tag-description" html={html ?? undefined} />
      ) : (
        <p className="none-yet">
          Nobody has described this {kindWords[tag.kind]} yet. <a href={paths.editTag(tag)}>Write a description</a>
        </p>
      )}
      <p className="thread-facts">
        <span>
          <b>{tag.threadCount}</b> {tag.threadCount === 1 ? "thread" : "threads"}
        </span>
        {tag.familyCount !== null && (
          <span>
            <b>{tag.familyCount > mostCounted ? `over ${inThousands(mostCounted)}` : tag.familyCount}</b> including
            sub-tags
          </span>
        )}
        <span>
          <b>{tag.followerCount}</b> {tag.followerCount === 1 ? "follower" : "followers"}
        </span>
        {tag.synonyms.length > 0 && <span>also: {tag.synonyms.join(", ")}</span>}
        {tag.hasChainPage && <a href={paths.chain(tag)}>{`${tag.name} in the registry of chains`}</a>}
      </p>
      <div className="tag-actions">
        <form method="post">
          <button className="button" name="intent" value={isFollowed ? "unfollow" : "follow"} aria-pressed={isFollowed}>
            {isFollowed ? "Following" : "Follow"}
          </button>
        </form>
        <a href={paths.editTag(tag)}>Edit description</a>
        <a href={paths.tagHistory(tag)}>History</a>
        {mayModerate && <a href={paths.changeTag(tag)}>Change tag</a>}
        {mayModerate && !tag.isMirror && <a href={paths.mergeTag(tag)}>Merge into another</a>}
      </div>
    </header>
  );
}
