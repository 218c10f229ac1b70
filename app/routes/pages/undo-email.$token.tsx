import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { findLinkedToken } from "~/features/auth/auth.server";
import { DeadLink } from "~/features/members/components/dead-link";
import { restoreAddress } from "~/features/members/members.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";

/** Opened, the link asks first: programs that look into mails for their readers open links too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await findLinkedToken("undo_email", params.token, context);
  if (!found) return json({ isDead: true, address: "" }, { status: 404 });
  return json({ isDead: false, address: found.address });
}

export async function action({ params, context }: ActionFunctionArgs) {
  if (!(await findLinkedToken("undo_email", params.token, context))) return json({ is: "dead" }, { status: 404 });
  const changed = await restoreAddress(params.token ?? "");
  if (!changed.ok) return json({ is: changed.reason }, { status: changed.reason === "dead" ? 404 : 409 });
  return json({ is: "done" });
}

export default function UndoEmail() {
  const { isDead, address } = useLoaderData<typeof loader>();
  const is = useActionData<typeof action>()?.is;
  if (is === "done")
    return (
      <section className="state-page">
        <h1>Your address is back</h1>
        <p className="state-lead">
          Everybody was signed out of your account. Choose a new password now: somebody knew the old one, or used a
          browser in which you were signed in.
        </p>
        <p className="form-actions">
          <a className="button button-primary" href={paths.forgottenPassword()}>
            Choose a new password
          </a>
        </p>
      </section>
    );
  if (is === "taken")
    return (
      <section className="state-page">
        <h1>This address belongs to another account now</h1>
        <p className="state-lead">It was confirmed for another account since. Ask an administrator for help.</p>
      </section>
    );
  if (isDead || is === "dead")
    return (
      <DeadLink>
        <a className="button button-primary" href={paths.signIn()}>
          Sign in
        </a>
      </DeadLink>
    );
  return (
    <section className="state-page">
      <h1>Take the change back?</h1>
      <p className="state-lead">{address} becomes the address of your account again.</p>
      <Form method="post" reloadDocument>
        <p>Everybody is signed out of the account, you too, and links that were mailed for it stop working.</p>
        <p className="form-actions">
          <button className="button button-primary">Undo the change</button>
        </p>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Undo a change");

/** The address holds a secret: no cache keeps the page. */
export const headers = () => ({ "Cache-Control": "no-store" });
