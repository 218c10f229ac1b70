import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { PasswordProof } from "~/features/auth/auth";
import { isProofFresh, requireOwner, waitInWords } from "~/features/auth/auth.server";
import { PasskeyButton } from "~/features/keys/components/passkey-button";
import { completeSignIn, listPasskeys, relyingParty } from "~/features/keys/keys.server";
import { checkOwnPassword, findProofs } from "~/features/members/members.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { parseForm, refuse } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";
import { FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { PasswordField } from "~/ui/password-field";

const onwardFrom = (url: URL) => safePath(url.searchParams.get("to"), paths.settings());

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const { token } = await context.session();
  const to = onwardFrom(context.url);
  if (token !== null && (await isProofFresh(token))) throw redirect(to, 303);
  const { isDemonstration, ...proofs } = await findProofs(member.id);
  // A member of the demonstration has no password: signing in as one again is all that there is.
  const again = isDemonstration && env().reachableBecause === null ? member.handle : null;
  const hasPasskey = (await listPasskeys(member.id)).length > 0;
  return json({
    to,
    again,
    ...proofs,
    hasPasskey,
    origin: relyingParty().origin,
    isRefused: context.url.searchParams.has("refused"),
    hasHeldText: to.includes("held="),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const form = parseForm(await request.formData(), PasswordProof);
  form.fields.delete("password");
  if (!form.ok) return json({ reply: refuse(form.fields, { password: ["Enter your password."] }) }, { status: 422 });
  const checked = await checkOwnPassword({
    memberId: member.id,
    password: form.value.password,
    address: context.address,
    cookies: request.headers.get("Cookie"),
  });
  if (!checked.ok && checked.reason === "too-often")
    return json(
      { reply: refuse(form.fields, { "": [`Too many attempts. Try again ${waitInWords(checked.wait)}.`] }) },
      { status: 429, headers: { "Retry-After": String(checked.wait) } },
    );
  if (!checked.ok) return json({ reply: refuse(form.fields, { password: ["Wrong password."] }) }, { status: 422 });
  return completeSignIn(request, context, { memberId: member.id, redirectTo: onwardFrom(context.url) });
}

export default function Prove() {
  const { to, again, hasPassword, hasPasskey, origin, isRefused, hasHeldText } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1>Is it you?</h1>
      <p className="page-lead">
        What you are about to do needs a proof that is less than fifteen minutes old. You go on from there.
      </p>
      {hasHeldText && (
        <p className="notice">
          <b>Your form is kept,</b> but for passwords and codes. You find it filled in.
        </p>
      )}
      {isRefused && (
        <p className="notice notice-signal" role="alert">
          That was not accepted, or took longer than ten minutes. Try once more.
        </p>
      )}
      {hasPasskey && (
        <div className="settings-form">
          <h2>With a passkey</h2>
          <PasskeyButton kind="own-passkey" as="proof" origin={origin} redirectTo={to} />
        </div>
      )}
      {hasPassword && (
        <Form method="post" reloadDocument className="settings-form" data-account="shown">
          <h2>With your password</h2>
          <FormErrors errors={errorsOf(state, "")} />
          <PasswordField
            autoComplete="current-password"
            errors={errorsOf(state, "password")}
            isRefused={state !== undefined}
          />
          <div className="form-actions">
            <button className="button button-primary">Go on</button>
          </div>
        </Form>
      )}
      {again && (
        <form method="post" action={paths.signIn()} className="settings-form">
          <h2>As a demonstration member</h2>
          <input type="hidden" name="redirectTo" value={to} />
          <p>Anybody may sign in as one on this machine. Signing in again is the proof.</p>
          <div className="form-actions">
            <button className="button button-primary" name="demonstration" value={again}>
              Sign in again
            </button>
          </div>
        </form>
      )}
      {!hasPassword && !hasPasskey && !again && (
        <div className="settings-form">
          <h2>By signing in again</h2>
          <p>
            Your account has no password to ask for. Sign out, sign in the way you usually do, and come back within
            fifteen minutes.
          </p>
          <div className="form-actions">
            <a className="button" href={paths.signOut()}>
              Sign out
            </a>
          </div>
        </div>
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Is it you?");
