import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { countAttempt, getViewer, limits, requireWriter, waitInWords } from "~/features/auth/auth.server";
import { HandleForm, handleWait, nameDays } from "~/features/members/members";
import { changeHandle, findOwnProfile } from "~/features/members/members.server";
import { paths } from "~/paths";
import { databaseNow } from "~/platform/db.server";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { formatDate } from "~/ui/time";
import { Unsent } from "~/ui/unsent";

export async function loader({ context }: LoaderFunctionArgs) {
  const { id, handle } = await requireWriter(context);
  const { handleChangedAt, isDemonstration } = await findOwnProfile(id);
  const next = handleWait(handleChangedAt, await databaseNow());
  return json({ handle, next: next?.toISOString() ?? null, isDemonstration });
}

const sentences = {
  "handle-taken": "That handle is somebody’s, or was. Choose another.",
  "demonstration-member": "Anybody can sign in as a member of the demonstration, so its handle stays as it is.",
};

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.handleSettings()), 303);
  const by = await requireWriter(context, request);
  const form = parseForm(await request.formData(), HandleForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.profileByMember, by.id);
  if (wait > 0) {
    const words = `You have tried many handles in a short time. Try again ${waitInWords(wait)}.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const changed = await changeHandle(by.id, form.value.handle);
  if (changed.ok) return redirect(paths.profileSettings({ kept: true }), 303);
  const words =
    changed.reason === "too-soon"
      ? `Your handle was changed within ${nameDays} days. It can be changed again on ${formatDate(changed.next.toISOString())}.`
      : sentences[changed.reason];
  return json({ reply: refuse(form.fields, { handle: [words] }) }, { status: 422 });
}

export default function HandleSettings() {
  const { handle, next, isDemonstration } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1>Handle</h1>
      <p className="page-lead">
        You are @{handle}. After a change, links, mentions, quotes and feeds with the old handle lead to you; nobody
        else ever gets it, and you may take it back. A handle can be changed once in {nameDays} days.
      </p>
      {isDemonstration ? (
        <p className="form-context">{sentences["demonstration-member"]}</p>
      ) : next ? (
        <>
          <Unsent state={state} />
          <p className="form-context">It can be changed again on {formatDate(next)}.</p>
        </>
      ) : (
        <Form method="post" className="settings-form">
          <FormErrors errors={errorsOf(state, "")} />
          <Field
            {...fieldOf(state, "handle")}
            label="New handle"
            required
            minLength={2}
            maxLength={30}
            pattern="@?[A-Za-z0-9_\-]+"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            help="2 to 30 letters (a–z), digits, “-” or “_”."
          />
          <div className="form-actions">
            <button className="button button-primary">Change the handle</button>
            <a href={paths.profileSettings()}>Back to the profile</a>
          </div>
        </Form>
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Handle");
