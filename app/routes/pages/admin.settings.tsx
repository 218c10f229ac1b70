import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { changeSettings } from "~/features/people/people.server";
import { mostRules, SettingsForm, signUpModes, signUpWords } from "~/features/site/site";
import { findRules, findSignUpMode } from "~/features/site/site.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Choices } from "~/ui/choices";
import { FormErrors, TextField } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({
    signUp: await findSignUpMode(),
    rules: (await findRules())?.value ?? "",
    isKept: context.url.searchParams.has("kept"),
  });
}

const sentences = {
  "not-allowed": "You are no administrator any more.",
  "text-not-renderable": "This text can’t be shown: it nests too deeply or makes too much of a page.",
};

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const form = parseForm(await request.formData(), SettingsForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const changed = await changeSettings({ by, ...form.value });
  if (changed.ok) return redirect(paths.siteSettings({ kept: true }), 303);
  const field = changed.reason === "text-not-renderable" ? "rules" : "";
  return json({ reply: refuse(form.fields, { [field]: [sentences[changed.reason]] }) }, { status: 422 });
}

export default function SiteSettings() {
  const { signUp, rules, isKept } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <article className="profile">
      <h1>Settings of the site</h1>
      <p className="page-lead">
        What the community decides. Each change stands in the <a href={paths.modLog()}>moderation log</a> with its
        reason. What the machine needs is set by its environment.
      </p>
      <Form method="post" className="settings-form" key={signUp + rules}>
        <FormErrors errors={errorsOf(state, "")} />
        <Choices
          name="signUp"
          label="Who may join"
          help="Members who are here stay members. Links of invitations work with both of the first two."
          options={signUpModes.map((value) => ({ value, words: signUpWords[value] }))}
          chosen={typed(state, "signUp", signUp)}
        />
        <TextField
          name="rules"
          label="Rules of the community"
          rows={12}
          defaultValue={typed(state, "rules", rules)}
          errors={errorsOf(state, "rules")}
          help={`In Markdown, at most ${mostRules} characters. They stand at ${paths.rules()}, and joining leads there.`}
        />
        <ReasonField state={state} />
        <div className="form-actions">
          <button className="button button-primary">Save</button>
          <span role="status">{isKept && "Saved."}</span>
        </div>
      </Form>
    </article>
  );
}

export const meta: MetaFunction = () => privateMeta("Settings of the site");
