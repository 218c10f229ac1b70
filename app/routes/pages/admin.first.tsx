import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { beginSession, countAttempt, getViewer, isTokenGood, limits, requireMember } from "~/features/auth/auth.server";
import { becomeFirstAdministrator } from "~/features/members/members.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";

const dead =
  "This link has been used, has been replaced by a newer one, or is older than a day. Start the server again for a new one.";

const faults = {
  "link-is-dead": dead,
  "demonstration-member":
    "Anybody can sign in as a member of the demonstration, so such a member can't be the administrator. Join with an account of your own, then open this link again.",
};

async function tokenOf(context: LoaderFunctionArgs["context"]) {
  const wait = await countAttempt(limits.administratorByAddress, context.address);
  invariantResponse(wait === 0, "Too many attempts. Try again later.", {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const token = (context.url.searchParams.get("token") ?? "").slice(0, 100);
  invariantResponse(await isTokenGood("first_administrator", token), dead, { status: 404 });
  return token;
}

export async function loader({ context }: LoaderFunctionArgs) {
  const token = await tokenOf(context);
  const viewer = await getViewer(context);
  return json({ name: viewer?.name ?? null, here: paths.firstAdministrator(token) });
}

export async function action({ context }: ActionFunctionArgs) {
  const token = await tokenOf(context);
  const member = await requireMember(context);
  const made = await becomeFirstAdministrator(member.id, token);
  if (!made.ok) return json({ fault: faults[made.reason] }, { status: made.reason === "link-is-dead" ? 409 : 403 });
  return redirect(paths.firstRun(), {
    status: 303,
    headers: { "Set-Cookie": await beginSession(context, member.id) },
  });
}

export default function FirstAdministrator() {
  const { name, here } = useLoaderData<typeof loader>();
  const fault = useActionData<typeof action>()?.fault;
  return (
    <section className="state-page">
      <h1>First administrator</h1>
      {fault && <p role="alert">{fault}</p>}
      {name ? (
        <>
          <p className="state-lead">{name} becomes the administrator of this forum. The link works once.</p>
          <Form method="post" reloadDocument>
            <button className="button button-primary">Make {name} administrator</button>
          </Form>
        </>
      ) : (
        <>
          <p className="state-lead">Join, or sign in, as the one who is to be the administrator; you come back here.</p>
          <p className="form-actions">
            <a className="button button-primary" href={paths.signUp(here)}>
              Join
            </a>
            <a className="button" href={paths.signIn(here)}>
              Sign in
            </a>
          </p>
        </>
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("First administrator");
