import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import {
  endSessionNamed,
  endSessionsOf,
  listSessions,
  type OpenSession,
  requireOwner,
} from "~/features/auth/auth.server";
import { WayRow } from "~/features/members/components/way-rows";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const { token } = await context.session();
  return json({ sessions: await listSessions(member.id, token) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const { token } = await context.session();
  const name = (await request.formData()).get("session");
  // One that has ended meanwhile is ended: the list says so.
  if (name === "others") await endSessionsOf(member.id, db, token);
  else if (typeof name === "string") await endSessionNamed(member.id, name);
  return redirect(paths.sessions(), 303);
}

export default function Sessions() {
  const { sessions } = useLoaderData<typeof loader>();
  return (
    <section className="settings">
      <h1>Sessions</h1>
      <p className="page-lead">
        Where you are signed in. If one of them isn’t you, sign it out and change your password. A session that isn’t
        used for 30 days is forgotten.
      </p>
      <Form method="post" reloadDocument className="ways">
        <ul>
          {sessions.map((session) => (
            <SessionRow key={session.name} session={session} />
          ))}
        </ul>
        {sessions.length > 1 && (
          <p className="form-actions">
            <button className="button" name="session" value="others">
              Sign out everywhere else
            </button>
          </p>
        )}
        <p className="ways-note">
          The address is cut: it names a network, not you. The last use is noted at most every ten minutes.
        </p>
      </Form>
    </section>
  );
}

function SessionRow({ session: { name, browser, network, createdAt, lastUsedAt, isThis } }: { session: OpenSession }) {
  const words = browser || "Unknown browser";
  return (
    <WayRow
      name={isThis ? "This browser" : words}
      note={
        <>
          {[isThis ? words : "", network].filter(Boolean).join(" · ")}
          {(isThis || network) && " · "}signed in <Time at={createdAt} />
          {!isThis && (
            <>
              {" "}
              · last used <Time at={lastUsedAt} />
            </>
          )}
        </>
      }
    >
      {!isThis && (
        <button className="quiet" name="session" value={name}>
          Sign out<span className="visually-hidden"> {words}</span>
        </button>
      )}
    </WayRow>
  );
}

export const meta: MetaFunction = () => privateMeta("Sessions");
