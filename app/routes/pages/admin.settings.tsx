import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { changeSettings } from "~/features/people/people.server";
import { mostRules, SettingsForm, signUpModes, signUpWords, siteLimits } from "~/features/site/site";
import { findRules, findSignUpMode, findSiteLimits } from "~/features/site/site.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Choices } from "~/ui/choices";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, fieldOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({
    signUp: await findSignUpMode(),
    rules: (await findRules())?.value ?? "",
    limits: await findSiteLimits(),
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
  const { signUp, rules, reason, ...limits } = form.value;
  const changed = await changeSettings({ by, signUp, rules, reason, limits });
  if (changed.ok) return redirect(paths.siteSettings({ kept: true }), 303);
  const field = changed.reason === "text-not-renderable" ? "rules" : "";
  return json({ reply: refuse(form.fields, { [field]: [sentences[changed.reason]] }) }, { status: 422 });
}

export default function SiteSettings() {
  const { signUp, rules, limits, isKept } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <article className="profile">
      <h1>Settings of the site</h1>
      <p className="page-lead">
        What the community decides. Each change stands in the <a href={paths.modLog()}>moderation log</a> with its
        reason. What the machine needs is set by its environment.
      </p>
      <Form method="post" className="settings-form" key={signUp + rules + JSON.stringify(limits)}>
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
        <fieldset className="site-limits">
          <legend>Limits for new members</legend>
          <p className="field-help">
            They stand at <a href={paths.limits()}>{paths.limits()}</a>. None of them depends on votes.
          </p>
          {siteLimits.map(({ name, words, least, most }) => (
            <Field
              key={name}
              {...fieldOf(state, name, String(limits[name]))}
              label={words}
              type="number"
              inputMode="numeric"
              min={least}
              max={most}
              required
            />
          ))}
        </fieldset>
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
