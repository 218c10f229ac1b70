import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { modActionWords } from "~/features/moderation/moderation";
import { listModActions } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const cursor = context.url.searchParams.get("cursor");
  invariantResponse(cursor === null || /^[1-9]\d{0,8}$/.test(cursor), "There is no such page of the log.", {
    status: 400,
  });
  return json(await listModActions({ before: cursor === null ? null : Number(cursor), take: 50 }));
}

export default function ModLog() {
  const { actions, next } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>Moderation log</h1>
      <p className="form-context">
        Everything moderators did, newest first, with their reasons. Entries are never changed.
      </p>
      {actions.length === 0 && <p className="none-yet">Nothing has been moderated yet.</p>}
      <ul className="line-list">
        {actions.map((action) => (
          <li key={action.id}>
            <p className="line-note">
              <a href={paths.member(action.moderator)}>{action.moderator.name}</a> {modActionWords[action.kind]}{" "}
              {action.post && <a href={paths.post(action.post)}>{`post ${action.post.number}`}</a>}
              {action.post && " of "}
              {action.tagSlug !== null ? (
                <a href={paths.tag({ slug: action.tagSlug })}>{action.tagSlug}</a>
              ) : action.thread ? (
                <a href={paths.thread(action.thread)}>{action.thread.title}</a>
              ) : (
                `a hidden thread, number ${action.threadId}`
              )}
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
    </article>
  );
}

export const meta: MetaFunction = () => [
  { title: "Moderation log · Counterproof" },
  { name: "description", content: "What the moderators of Counterproof did, and why." },
];
