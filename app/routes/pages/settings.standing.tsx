import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findBan, requireOwner } from "~/features/auth/auth.server";
import { sanctionNames } from "~/features/sanctions/sanctions";
import { listOwnSanctions } from "~/features/sanctions/sanctions.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

/** Open to everybody who is signed in, and so to suspended and silenced members. */
export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const [ban, sanctions] = await Promise.all([findBan(member.id), listOwnSanctions(member.id)]);
  return json({ ban: ban && { words: ban.words }, sanctions });
}

export default function Standing() {
  const { ban, sanctions } = useLoaderData<typeof loader>();
  return (
    <section>
      <h1>Standing</h1>
      <p className="page-lead">
        {ban
          ? ban.words
          : "You can read and write here. What moderators decided about you stands below, and nobody else sees it."}
      </p>
      {sanctions.length === 0 && <p className="none-yet">Nothing was ever decided against you.</p>}
      <ul className="line-list">
        {sanctions.map((one) => (
          <li key={one.id} id={`sanction-${one.id}`}>
            <p className="line-note">
              <b>{sanctionNames[one.kind]}</b> · <Time at={one.startedAt} />
              {one.kind !== "warning" && <End endsAt={one.endsAt} endedAt={one.endedAt} />}
            </p>
            <p className="line-excerpt" dir="auto">
              {one.reason}
            </p>
          </li>
        ))}
      </ul>
      <p className="form-context">
        Warnings, pace and silence stand in the <a href={paths.modLog()}>moderation log</a> without your name,
        suspensions with it.
      </p>
    </section>
  );
}

function End({ endsAt, endedAt }: { endsAt: string | null; endedAt: string | null }) {
  if (endedAt !== null)
    return (
      <>
        , ended <Time at={endedAt} />
      </>
    );
  return endsAt === null ? (
    ", until somebody lifts it"
  ) : (
    <>
      , until <Time at={endsAt} />
    </>
  );
}

export const meta: MetaFunction = () => privateMeta("Standing");
