import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { SignInForm, signInPurpose } from "~/features/auth/auth";
import { beginSession, getViewer, rememberBrowser, waitInWords } from "~/features/auth/auth.server";
import { checkCredentials, findDemonstrationMember, listDemonstrationMembers } from "~/features/members/members.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { parseForm, refuse } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { PasswordField } from "~/ui/password-field";

/** Signing in as a member of the demonstration is for a copy that nobody else can reach. */
const needsNoPassword = () => env().reachableBecause === null;

export async function loader({ context }: LoaderFunctionArgs) {
  const redirectTo = safePath(context.url.searchParams.get("redirectTo"));
  if (await getViewer(context)) throw redirect(redirectTo, 303);
  const demonstration = needsNoPassword() ? await listDemonstrationMembers(6) : [];
  return json({
    redirectTo,
    purpose: signInPurpose(redirectTo),
    demonstration,
    hasHeldText: redirectTo.includes("held="),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), SignInForm);
  const demonstration = form.fields.get("demonstration");
  if (typeof demonstration === "string" && needsNoPassword())
    return signInAsDemonstration(demonstration, form.fields, context);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { handle, password, redirectTo } = form.value;

  const cookies = request.headers.get("Cookie");
  const signedIn = await checkCredentials({ name: handle, password, address: context.address, cookies });
  if (!signedIn.ok && signedIn.reason === "too-often") {
    const words = `Too many attempts. Try again ${waitInWords(signedIn.wait)}.`;
    return json(
      { reply: refuse(withoutPassword(form.fields), { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(signedIn.wait) } },
    );
  }
  if (!signedIn.ok)
    return json(
      { reply: refuse(withoutPassword(form.fields), { "": ["Wrong handle or password."] }) },
      { status: 422 },
    );

  const response = await redirectSignedIn(signedIn.memberId, redirectTo, context);
  response.headers.append("Set-Cookie", await rememberBrowser(cookies, signedIn.memberId));
  return response;
}

async function signInAsDemonstration(handle: string, fields: FormData, context: ActionFunctionArgs["context"]) {
  const member = await findDemonstrationMember(handle.slice(0, 30));
  if (!member)
    return json(
      { reply: refuse(withoutPassword(fields), { "": ["There is no such member in the demonstration."] }) },
      { status: 422 },
    );
  return redirectSignedIn(member.id, fields.get("redirectTo"), context);
}

async function redirectSignedIn(memberId: number, redirectTo: unknown, context: ActionFunctionArgs["context"]) {
  return redirect(safePath(redirectTo), {
    status: 303,
    headers: { "Set-Cookie": await beginSession(context, memberId) },
  });
}

/** A password is never sent back. */
function withoutPassword(fields: FormData) {
  fields.delete("password");
  return fields;
}

export default function SignIn() {
  const { redirectTo, purpose, demonstration, hasHeldText } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow account-page">
      <h1>Sign in</h1>
      {!hasHeldText && purpose && <p className="form-context">{purpose}</p>}
      {hasHeldText && (
        <div className="notice">
          <p>
            <b>Your text is kept.</b> You were signed out when you sent it; sign in within a day and you find it in the
            form again.
          </p>
        </div>
      )}
      <Form method="post" reloadDocument data-account="">
        <FormErrors errors={errorsOf(state, "")} />
        <input type="hidden" name="redirectTo" value={redirectTo} />
        <Field
          {...fieldOf(state, "handle")}
          label="Handle"
          required
          maxLength={254}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField
          autoComplete="current-password"
          errors={errorsOf(state, "password")}
          isRefused={state !== undefined}
        />
        <div className="form-actions">
          <button className="button button-primary">Sign in</button>
          <span>
            New here? <a href={paths.signUp(redirectTo)}>Join</a>
          </span>
        </div>
      </Form>
      {demonstration.length > 0 && (
        <section className="demonstration">
          <h2>Try it as a demonstration member</h2>
          <p>
            This copy runs on your machine with demonstration threads. Sign in as one of their authors, without a
            password:
          </p>
          <Form method="post" reloadDocument>
            <input type="hidden" name="redirectTo" value={redirectTo} />
            <ul>
              {demonstration.map((member) => (
                <li key={member.handle}>
                  <button className="button" name="demonstration" value={member.handle}>
                    {member.name}
                  </button>
                  <span>{member.bio}</span>
                </li>
              ))}
            </ul>
          </Form>
        </section>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Sign in");
