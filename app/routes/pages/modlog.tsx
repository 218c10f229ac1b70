import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MemberName } from "~/features/members/components/member-name";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { modActionWords, theSite } from "~/features/moderation/moderation";
import { listModActions } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";
import { readId } from "~/platform/id-param";

export async function loader({ context }: LoaderFunctionArgs) {
  const cursor = context.url.searchParams.get("cursor");
  invariantResponse(cursor === null || readId(cursor) !== null, "There is no such page of the log.", {
    status: 400,
  });
  const before = cursor === null ? null : Number(cursor);
  return json({ ...(await listModActions({ before, take: 50 })), before });
}

export default function ModLog() {
  const { actions, next } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>Moderation log</h1>
      <p className="page-lead">
        Everything moderators did, newest first, with their reasons. Entries are never changed.
      </p>
      {actions.length === 0 && <p className="none-yet">Nothing has been moderated yet.</p>}
      <ul className="line-list">
        {actions.map((action) => (
          <li key={action.id} id={`action-${action.id}`}>
            <p className="line-note">
              {action.moderator ? <MemberName member={action.moderator} /> : theSite} {modActionWords[action.kind]}{" "}
              {action.post && <a href={paths.post(action.post)}>{`post ${action.post.number}`}</a>}
              {action.post && " of "}
              {action.member && <MemberName member={action.member} />}
              {action.uploadId !== null && `picture ${action.uploadId}`}
              {action.tagSlug !== null && <a href={paths.tag({ slug: action.tagSlug })}>{action.tagSlug}</a>}
              {action.thread && <a href={paths.thread(action.thread)}>{action.thread.title}</a>}
              {!action.thread && action.threadId !== null && `a hidden thread, number ${action.threadId}`}
              {action.detail && `: ${action.detail}`} · <Time at={action.at} />
            </p>
            <p className="line-excerpt" dir="auto">
              {action.reason}
            </p>
          </li>
        ))}
      </ul>
      {next && (
        <nav className="pager" aria-label="Pages">
          <a rel="next" href={paths.modLog(next)}>
            Older entries
          </a>
        </nav>
      )}
      <FeedLink list={paths.modLog()} label="RSS feed of the moderation log" />
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta({
    title: "Moderation log",
    description: "What the moderators of Counterproof did, and why.",
    path: paths.modLog(data?.before ?? undefined),
    origin: originOf(matches),
    noindex: Boolean(data?.before),
    links: feedLinks("Moderation log", paths.modLog()),
  });
