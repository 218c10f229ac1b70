import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { findHeldText, requireFreshProof, requireOwner } from "~/features/auth/auth.server";
import { LeaveForm } from "~/features/people/people";
import { askToLeave, daysToStay, findLeaving } from "~/features/people/people.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf, stateOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireFreshProof(request, context);
  const { id, handle } = await requireOwner(context);
  return json({
    handle,
    days: daysToStay,
    leaving: await findLeaving(id),
    held: await findHeldText(context.url),
  });
}

const sentences = {
  "demonstration-member": "Anybody can sign in as a member of the demonstration, so such a member can’t leave.",
  "last-administrator": "You are the last administrator who can act. Make somebody else administrator first.",
};

export async function action({ request, context }: ActionFunctionArgs) {
  const owner = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), LeaveForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { posts, handle } = form.value;
  if (handle.replace(/^@/, "") !== owner.handle)
    return json({ reply: refuse(form.fields, { handle: [`Your handle is @${owner.handle}.`] }) }, { status: 422 });
  const asked = await askToLeave(owner, posts === "withdraw");
  if (!asked.ok) return json({ reply: refuse(form.fields, { "": [sentences[asked.reason]] }) }, { status: 409 });
  return redirect(paths.ownData(), 303);
}

export default function Leave() {
  const { handle, days, leaving, held } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply ?? stateOf(held);
  const chosen = typed(state, "posts", leaving?.withdraws ? "withdraw" : "stay");
  return (
    <section className="settings">
      <h1>Leave Counterproof</h1>
      <p className="page-lead">
        In {days} days your address, name, bio, picture, password, keys and wallets, follows, notices, drafts and
        bookmarks are erased, and you are signed out everywhere. Until then you can take it back. Votes stay as counts,
        and disclosures stay at the posts that show them. Your handle is never given to anybody else.
      </p>
      <Form method="post" className="settings-form">
        <FormErrors errors={errorsOf(state, "")} />
        <fieldset className="field">
          <legend>Your posts</legend>
          <div className="leave-choices">
            <label>
              <input type="radio" name="posts" value="stay" defaultChecked={chosen === "stay"} />
              <span>All stay, under “former member”</span>
            </label>
            <label>
              <input type="radio" name="posts" value="withdraw" defaultChecked={chosen === "withdraw"} />
              <span>
                Those that nobody answered or quoted are withdrawn, with all their revisions; the others stay, under
                “former member”
              </span>
            </label>
          </div>
          {errorsOf(state, "posts") && <p className="field-error">{errorsOf(state, "posts")!.join(" ")}</p>}
        </fieldset>
        <Field
          {...fieldOf(state, "handle")}
          label={`Your handle, @${handle}`}
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          help="Typed once more, so that this is no slip."
        />
        <div className="form-actions">
          <button className="button button-primary">Erase my account in {days} days</button>
          <a href={paths.ownData()}>Stay</a>
        </div>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Leave");
