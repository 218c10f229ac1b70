import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { SignInForm } from "~/features/auth/auth";
import { getViewer, waitInWords } from "~/features/auth/auth.server";
import { checkRecoveryCode, completeSignIn } from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

const RecoveryForm = z.object({
  handle: SignInForm.shape.handle,
  code: z.string("Enter a recovery code.").trim().min(1, "Enter a recovery code.").max(60, "That is no recovery code."),
});

export async function loader({ context }: LoaderFunctionArgs) {
  const redirectTo = safePath(context.url.searchParams.get("redirectTo"));
  if (await getViewer(context)) throw redirect(redirectTo, 303);
  return json({ redirectTo });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), RecoveryForm);
  form.fields.delete("code");
  if (!form.ok) {
    const { handle, code } = form.reply.error ?? {};
    return json({ reply: refuse(form.fields, { ...(handle && { handle }), ...(code && { code }) }) }, { status: 422 });
  }
  const checked = await checkRecoveryCode({
    ...form.value,
    address: context.address,
    cookies: request.headers.get("Cookie"),
  });
  if (checked.ok)
    return completeSignIn(request, context, {
      memberId: checked.memberId,
      redirectTo: paths.signInMethods("recovered"),
    });
  if (checked.reason === "too-often")
    return json(
      { reply: refuse(form.fields, { "": [`Too many attempts. Try again ${waitInWords(checked.wait)}.`] }) },
      { status: 429, headers: { "Retry-After": String(checked.wait) } },
    );
  return json({ reply: refuse(form.fields, { "": ["Wrong handle or code."] }) }, { status: 422 });
}

export default function Recovery() {
  const { redirectTo } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow account-page">
      <h1>Use a recovery code</h1>
      <p className="form-context">
        For members who joined by wallet or provider and have neither a password nor a verified address.
      </p>
      <form method="post">
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          {...fieldOf(state, "handle")}
          label="Handle"
          required
          maxLength={254}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Field
          name="code"
          errors={errorsOf(state, "code")}
          label="Recovery code"
          required
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          help="One of the ten codes that you were shown when you joined. Each is good once."
        />
        <div className="form-actions">
          <button className="button button-primary">Sign in</button>
          <span>
            <a href={paths.signIn(redirectTo)}>Another way</a>
          </span>
        </div>
      </form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Use a recovery code");
