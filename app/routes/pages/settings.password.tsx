import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { NewPasswordForm } from "~/features/auth/auth";
import { beginSession, requireFreshProof } from "~/features/auth/auth.server";
import { findAccountFacts, setPassword } from "~/features/members/members.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { PasswordField } from "~/ui/password-field";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const { hasPassword } = await findAccountFacts(member.id);
  return json({ hasPassword, handle: member.handle });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), NewPasswordForm);
  if (!form.ok) return json({ errors: form.reply.error ?? {} }, { status: 422 });
  const { token } = await context.session();
  await setPassword(member.id, form.value.password, token);
  return redirect(paths.signInMethods("password"), {
    status: 303,
    headers: { "Set-Cookie": await beginSession(context, member.id) },
  });
}

export default function ChangePassword() {
  const { hasPassword, handle } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors;
  return (
    <section className="settings">
      <h1>{hasPassword ? "Change your password" : "Set a password"}</h1>
      <p className="page-lead">It signs out every other session, and links that were mailed before stop working.</p>
      <Form method="post" reloadDocument className="settings-form" data-account="shown">
        <FormErrors errors={errorsOf({ error: errors }, "")} />
        {/* For password managers, which store a password under a name. */}
        <input type="text" name="handle" defaultValue={handle} autoComplete="username" readOnly hidden />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          errors={errorsOf({ error: errors }, "password")}
          isRefused={errors !== undefined}
          minLength={10}
          help="At least 10 characters; any will do."
        />
        <div className="form-actions">
          <button className="button button-primary">{hasPassword ? "Change it" : "Set it"}</button>
          <a href={paths.signInMethods()}>Back</a>
        </div>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Password");
