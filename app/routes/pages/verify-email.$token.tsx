import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { beginSession, findLinkedToken, getViewer } from "~/features/auth/auth.server";
import { DeadLink } from "~/features/members/components/dead-link";
import { findMemberCards, verifyAddress } from "~/features/members/members.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";

/** Opened, the link asks first: programs that look into mails for their readers open links too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await findLinkedToken("verify_email", params.token, context);
  if (!found) return json({ isDead: true, address: "", handle: "" }, { status: 404 });
  const member = (await findMemberCards([found.memberId])).get(found.memberId);
  return json({ isDead: false, address: found.address, handle: member?.handle ?? "" });
}

export async function action({ params, context }: ActionFunctionArgs) {
  if (!(await findLinkedToken("verify_email", params.token, context))) return json({ is: "dead" }, { status: 404 });
  const viewer = await getViewer(context);
  const changed = await verifyAddress(params.token ?? "");
  if (!changed.ok) return json({ is: changed.reason }, { status: changed.reason === "dead" ? 404 : 409 });
  if (viewer?.id !== changed.memberId) return json({ is: "done" });
  const headers = changed.hasEndedSessions ? { "Set-Cookie": await beginSession(context, viewer.id) } : undefined;
  return redirect(paths.signInMethods("verified"), { status: 303, ...(headers && { headers }) });
}

export default function VerifyEmail() {
  const { isDead, address, handle } = useLoaderData<typeof loader>();
  const is = useActionData<typeof action>()?.is;
  if (is === "done")
    return (
      <section className="state-page">
        <h1>Your address is confirmed</h1>
        <p className="state-lead">It is the way back into your account when a password is lost.</p>
        <p className="form-actions">
          <a className="button button-primary" href={paths.signIn(paths.settings())}>
            Sign in
          </a>
        </p>
      </section>
    );
  if (is === "taken")
    return (
      <section className="state-page">
        <h1>This address belongs to another account</h1>
        <p className="state-lead">
          An address is one member’s. Sign in to that account instead, or confirm another address for this one.
        </p>
        <p className="form-actions">
          <a className="button button-primary" href={paths.signIn()}>
            Sign in
          </a>
        </p>
      </section>
    );
  if (isDead || is === "dead")
    return (
      <DeadLink>
        <a className="button button-primary" href={paths.changeEmail()}>
          Ask for a new one
        </a>
      </DeadLink>
    );
  return (
    <section className="state-page">
      <h1>Is this your address?</h1>
      <p className="state-lead">
        {address} becomes the address of @{handle}, and the way back into that account.
      </p>
      <Form method="post" reloadDocument>
        <p>Confirm only an account that you made. Whoever is signed in to it may be signed out.</p>
        <p className="form-actions">
          <button className="button button-primary">Confirm this address</button>
        </p>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Confirm an address");

/** The address holds a secret: no cache keeps the page. */
export const headers = () => ({ "Cache-Control": "no-store" });
