import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOwner } from "~/features/auth/auth.server";
import { listOwnProposals } from "~/features/queue/queue.server";
import { paths } from "~/paths";
import { HalfMark } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

/** Open to everybody who is signed in, and so to suspended and silenced members. */
export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  return json({ proposals: await listOwnProposals(member.id) });
}

export default function Held() {
  const { proposals } = useLoaderData<typeof loader>();
  if (proposals.length === 0)
    return (
      <section className="state-page">
        <HalfMark />
        <h1>Nothing waits</h1>
        <p className="state-lead">
          What a moderator looks at before it stands here is shown on this page, with what was decided about it.
        </p>
        <p>
          <a href={paths.limits()}>What is asked of new members</a>
        </p>
      </section>
    );
  return (
    <section className="drafts">
      <h1>Waiting for a moderator</h1>
      <p className="page-lead">
        Nobody but you and moderators sees it. <a href={paths.limits()}>Why new members wait</a>
      </p>
      <ul className="line-list">
        {proposals.map((one) => (
          <li key={one.id} id={`case-${one.id}`}>
            <p className="line-title">{one.title}</p>
            <p className="line-note">
              {one.decided ? `A moderator ${one.decided.words}` : "Waits for a moderator"} · proposed{" "}
              <Time at={one.at} short />
            </p>
            {one.decided?.reason && <p className="line-excerpt">{one.decided.reason}</p>}
            <details>
              <summary>The text</summary>
              <pre className="held-text" dir="auto">
                {one.text}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Waiting for a moderator");
