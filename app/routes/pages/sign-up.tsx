import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { SignUpForm } from "~/features/auth/auth";
import {
  beginSession,
  countAttempt,
  getViewer,
  limits,
  rememberBrowser,
  waitInWords,
} from "~/features/auth/auth.server";
import { WaysBeside } from "~/features/keys/components/ways-beside";
import { namesOfProviders, relyingParty } from "~/features/keys/keys.server";
import { askForVerification, findInvitation, signUp } from "~/features/members/members.server";
import { findRules, findSignUpMode } from "~/features/site/site.server";
import { HandleField } from "~/features/members/components/handle-field";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { PasswordField } from "~/ui/password-field";

export async function loader({ context }: LoaderFunctionArgs) {
  const redirectTo = safePath(context.url.searchParams.get("redirectTo"));
  if (await getViewer(context)) throw redirect(redirectTo, 303);
  const token = (context.url.searchParams.get("token") ?? "").slice(0, 100);
  const [mode, invitation, rules] = [await findSignUpMode(), await findInvitation(token), await findRules()];
  return json({
    redirectTo,
    token,
    mode,
    invitedBy: invitation?.by.name ?? null,
    hasRules: rules !== null,
    origin: relyingParty().origin,
    providers: namesOfProviders(),
  });
}

const sentences = {
  "handle-taken": "That handle is taken. Choose another.",
  closed: "Nobody can join at present.",
  "invitation-needed": "People join here by invitation, and this link can’t be used any more. Ask for another.",
};

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), SignUpForm);
  form.fields.delete("password");
  if (!form.ok) return json({ reply: refuse(form.fields, errorsIn(form.reply.error)) }, { status: 422 });

  const wait = await countAttempt(limits.signUpByAddress, context.address);
  if (wait > 0) {
    const words = `Too many accounts were made from your network. Try again ${waitInWords(wait)}.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const member = await signUp(form.value);
  if (!member.ok) {
    const field = member.reason === "handle-taken" ? "handle" : "";
    const status = field === "handle" ? 422 : 403;
    return json({ reply: refuse(form.fields, { [field]: [sentences[member.reason]] }) }, { status });
  }

  await askForVerification(member.memberId, form.value.email);
  const response = redirect(safePath(form.value.redirectTo), {
    status: 303,
    headers: { "Set-Cookie": await beginSession(context, member.memberId) },
  });
  response.headers.append("Set-Cookie", await rememberBrowser(request.headers.get("Cookie"), member.memberId));
  return response;
}

function errorsIn(error: Record<string, string[] | null> | null | undefined): Record<string, string[]> {
  return Object.fromEntries(Object.entries(error ?? {}).map(([name, errors]) => [name, errors ?? []]));
}

export default function SignUp() {
  const { redirectTo, token, mode, invitedBy, hasRules, origin, providers } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  if (mode === "closed" || (mode === "invited" && !invitedBy && !state)) return <JoiningRefused mode={mode} />;
  return (
    <div className="form-page form-narrow account-page">
      <h1>Join</h1>
      {invitedBy && <p className="form-context">{invitedBy} invites you.</p>}
      <div className="account-ways">
        <Form method="post" reloadDocument data-account="">
          <FormErrors errors={errorsOf(state, "")} />
          <input type="hidden" name="redirectTo" value={redirectTo} />
          {token !== "" && <input type="hidden" name="token" value={token} />}
          <HandleField state={state} />
          <Field
            {...fieldOf(state, "email")}
            label="E-mail"
            type="email"
            required
            maxLength={254}
            autoComplete="email"
            help="Never shown. We send a link to confirm it: then it brings you back when a password is lost."
          />
          <PasswordField
            autoComplete="new-password"
            errors={errorsOf(state, "password")}
            isRefused={state !== undefined}
            minLength={10}
            help="At least 10 characters; any will do."
          />
          {hasRules && (
            <p className="field-help">
              Members keep to <a href={paths.rules()}>the rules of this community</a>.
            </p>
          )}
          <div className="form-actions">
            <button className="button button-primary">Join</button>
            <span>
              Already a member? <a href={paths.signIn(redirectTo)}>Sign in</a>
            </span>
          </div>
        </Form>
        <p className="ways-between">or with</p>
        <WaysBeside origin={origin} providers={providers} redirectTo={redirectTo} invitation={token} />
      </div>
    </div>
  );
}

function JoiningRefused({ mode }: { mode: "closed" | "invited" }) {
  return (
    <section className="state-page">
      <h1>Join</h1>
      <p className="state-lead">
        {mode === "closed"
          ? "Nobody can join at present. Reading needs no account."
          : "Members join by invitation: open the link that one of them sent you. Reading needs no account."}
      </p>
      <p className="form-actions">
        <a className="button" href={paths.home()}>
          All threads
        </a>
        <a href={paths.signIn()}>Sign in</a>
      </p>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Join");
