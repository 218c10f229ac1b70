import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form } from "@remix-run/react";
import { endSession, getViewer } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";

/** Opened as a page, signing out asks first: a link must not be able to do it. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (!(await getViewer(context))) throw redirect(paths.home(), 303);
  return null;
}

export async function action({ context }: ActionFunctionArgs) {
  const { token } = await context.session();
  context.cookies.length = 0;
  return redirect(paths.home(), { status: 303, headers: { "Set-Cookie": await endSession(token) } });
}

export default function SignOut() {
  return (
    <section className="state-page">
      <h1>Sign out?</h1>
      <p className="state-lead">This ends your session in this browser only.</p>
      <Form method="post" reloadDocument>
        <button className="button button-primary">Sign out</button>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Sign out");
