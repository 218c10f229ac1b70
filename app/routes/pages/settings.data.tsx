import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireOwner } from "~/features/auth/auth.server";
import { StayForm } from "~/features/people/people";
import { daysToStay, findLeaving, stay } from "~/features/people/people.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";
import { formatMinute } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const owner = await requireOwner(context);
  return json({ leaving: await findLeaving(owner.id), days: daysToStay });
}

/** To stay is no danger: it asks for no fresh proof. */
export async function action({ request, context }: ActionFunctionArgs) {
  const owner = await requireOwner(context);
  const form = parseForm(await request.formData(), StayForm);
  invariantResponse(form.ok, "Say that you stay.", { status: 422 });
  await stay(owner.id);
  return redirect(paths.ownData(), 303);
}

export default function OwnData() {
  const { leaving, days } = useLoaderData<typeof loader>();
  return (
    <section className="settings">
      <h1>Your data</h1>
      {leaving && (
        <div className="notice" role="status">
          <p>
            <b>Your account is erased on {formatMinute(leaving.dueAt)}.</b>{" "}
            {leaving.withdraws
              ? "Posts that nobody answered are withdrawn with it."
              : "Your posts stay, under “former member”."}
          </p>
          <Form method="post">
            <button className="button button-primary" name="intent" value="stay">
              Stay
            </button>
          </Form>
        </div>
      )}
      <section className="settings-part">
        <h2>Take it with you</h2>
        <p>
          One archive with everything you wrote: posts with all their revisions and drafts as Markdown, pictures, and
          votes, reactions, bookmarks, notices, sessions and sanctions as JSON.
        </p>
        <p>
          <a className="button" href={paths.ownArchive()} download>
            Download your data
          </a>
        </p>
      </section>
      <section className="settings-part">
        <h2>Posts from elsewhere</h2>
        <p>
          Threads of other forums were taken over here. If you wrote in them,{" "}
          <a href={paths.ownImports()}>take your posts over</a>.
        </p>
      </section>
      <section className="settings-part">
        <h2>Leave</h2>
        <p>
          Your account can be erased. For {days} days you can take it back here; after that nobody can.{" "}
          <a href={paths.leave()}>{leaving ? "Change what becomes of your posts" : "Leave Counterproof"}</a>
        </p>
      </section>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Your data");
