import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { NewPasswordForm } from "~/features/auth/auth";
import { findLinkedToken } from "~/features/auth/auth.server";
import { DeadLink } from "~/features/members/components/dead-link";
import { resetPassword } from "~/features/members/members.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { PasswordField } from "~/ui/password-field";

const dead = () => json({ isDead: true, errors: null }, { status: 404 });

export async function loader({ params, context }: LoaderFunctionArgs) {
  return (await findLinkedToken("reset_password", params.token, context))
    ? json({ isDead: false, errors: null })
    : dead();
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  if (!(await findLinkedToken("reset_password", params.token, context))) return dead();
  const form = parseForm(await request.formData(), NewPasswordForm);
  if (!form.ok) return json({ isDead: false, errors: form.reply.error ?? null }, { status: 422 });
  if (!(await resetPassword(params.token ?? "", form.value.password))) return dead();
  return redirect(paths.signInAfter("reset"), 303);
}

export default function ResetPassword() {
  const { isDead } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (isDead || answer?.isDead)
    return (
      <DeadLink>
        <a className="button button-primary" href={paths.forgottenPassword()}>
          Ask for a new one
        </a>
      </DeadLink>
    );
  const state = { error: answer?.errors };
  return (
    <div className="form-page form-narrow account-page">
      <h1>Choose a new password</h1>
      <Form method="post" reloadDocument data-account="">
        <input type="hidden" name="redirectTo" value={paths.signInAfter("reset")} />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          errors={errorsOf(state, "password")}
          isRefused={answer !== undefined}
          minLength={10}
          help="At least 10 characters; any will do. It signs you out everywhere."
        />
        <div className="form-actions">
          <button className="button button-primary">Set it</button>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("New password");

/** The address holds a secret: no cache keeps the page. */
export const headers = () => ({ "Cache-Control": "no-store" });
