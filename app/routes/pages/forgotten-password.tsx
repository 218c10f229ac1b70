import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { NameForm } from "~/features/auth/auth";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { isMailOn } from "~/features/mail/mail.server";
import { askForReset } from "~/features/members/members.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

export function loader({ context }: LoaderFunctionArgs) {
  return json({ isMailOn: isMailOn(), isSent: context.url.searchParams.has("sent") });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), NameForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  if (!isMailOn()) return json({ reply: refuse(form.fields, { "": [mailIsOff] }) }, { status: 409 });
  const wait = await countAttempt(limits.mailByAddress, context.address);
  if (wait > 0)
    return json(
      { reply: refuse(form.fields, { "": [`Too many attempts. Try again ${waitInWords(wait)}.`] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  await askForReset(form.value.handle);
  return redirect(`${paths.forgottenPassword()}?sent`, 303);
}

const mailIsOff = "This forum sends no mail, so it can’t send you a link. Ask its administrator for help.";

export default function ForgottenPassword() {
  const { isMailOn: isOn, isSent } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  if (isSent)
    return (
      <section className="state-page">
        <h1>Look into your mail</h1>
        <p className="state-lead">
          If there is such an account and its e-mail address is confirmed, a link is on its way to that address. It
          works once, within an hour.
        </p>
        <p className="form-actions">
          <a className="button" href={paths.signIn()}>
            Sign in
          </a>
          <span>
            Nothing came? Look among unwanted mail, or <a href={paths.forgottenPassword()}>ask again</a>.
          </span>
        </p>
      </section>
    );
  return (
    <div className="form-page form-narrow account-page">
      <h1>Forgotten password</h1>
      <Form method="post" reloadDocument>
        {!isOn && <p className="notice">{mailIsOff}</p>}
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          {...fieldOf(state, "handle")}
          label="Handle or e-mail"
          required
          maxLength={254}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          help="We send a link to the account’s confirmed address."
        />
        <div className="form-actions">
          <button className="button button-primary">Send the link</button>
          <a href={paths.signIn()}>Sign in</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Forgotten password");
