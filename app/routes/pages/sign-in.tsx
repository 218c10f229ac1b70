import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { SignInForm, signInPurpose } from "~/features/auth/auth";
import { getViewer, waitInWords } from "~/features/auth/auth.server";
import { PasskeyButton } from "~/features/keys/components/passkey-button";
import { WaysBeside } from "~/features/keys/components/ways-beside";
import { completeSignIn, findHalfSignedIn, namesOfProviders, relyingParty } from "~/features/keys/keys.server";
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

/** Why another way in was refused, by the word in the address. */
const refusals: Record<string, string> = {
  passkey: "That passkey was not accepted, or it took longer than ten minutes. Try once more.",
  "unknown-passkey": "No account here has that passkey any more. Your device may forget it.",
  wallet:
    "That signature was not accepted: it must be for the message that this page gave the wallet, within ten minutes.",
  "wallet-no-node":
    "That wallet is a contract, and this site has no node of its chain to ask. Use a wallet with a key of its own, or another chain.",
  "wallet-silent":
    "That wallet is a contract, and the node of its chain did not answer within three seconds. Try again in a moment.",
  provider: "The provider did not confirm who you are. Nothing was changed; try again, or sign in another way.",
  "provider-silent": "The provider does not answer just now. Try again in a moment, or sign in another way.",
  "key-taken": "Somebody joined with that wallet or identity meanwhile. If it was you, sign in with it.",
  closed: "Nobody can join at present. No account here has what you signed in with.",
  "invitation-needed":
    "No account here has what you signed in with, and members join by invitation: open the link that one of them sent you, then choose the same way there.",
  "too-often": "Too many attempts. Try again in a quarter of an hour.",
  late: "That took too long. Begin again.",
};

function refusalIn(asked: URLSearchParams) {
  const why = asked.get("refused") ?? "";
  const passkey = asked.get("passkey") ?? "";
  const words = Object.hasOwn(refusals, why) ? refusals[why]! : null;
  return words && { words, passkey: why === "unknown-passkey" && /^[\w-]{1,1400}$/.test(passkey) ? passkey : null };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const redirectTo = safePath(context.url.searchParams.get("redirectTo"));
  if (await getViewer(context)) throw redirect(redirectTo, 303);
  // Our script comes here after a password that was right, and can't see where the answer leads.
  if (context.url.searchParams.has("onward") && (await findHalfSignedIn(request)))
    throw redirect(paths.secondFactor(), 303);
  const demonstration = needsNoPassword() ? await listDemonstrationMembers(6) : [];
  return json({
    redirectTo,
    purpose: signInPurpose(redirectTo),
    demonstration,
    hasHeldText: redirectTo.includes("held="),
    keys: relyingParty(),
    providers: namesOfProviders(),
    refused: refusalIn(context.url.searchParams),
    isReset: context.url.searchParams.get("done") === "reset",
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), SignInForm);
  const demonstration = form.fields.get("demonstration");
  if (typeof demonstration === "string" && needsNoPassword())
    return signInAsDemonstration(demonstration, form.fields, { request, context });
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
      { reply: refuse(withoutPassword(form.fields), { "": ["Wrong handle, address or password."] }) },
      { status: 422 },
    );

  return completeSignIn(request, context, { memberId: signedIn.memberId, redirectTo });
}

type Asked = Pick<ActionFunctionArgs, "request" | "context">;

async function signInAsDemonstration(handle: string, fields: FormData, { request, context }: Asked) {
  const member = await findDemonstrationMember(handle.slice(0, 30));
  if (!member)
    return json(
      { reply: refuse(withoutPassword(fields), { "": ["There is no such member in the demonstration."] }) },
      { status: 422 },
    );
  return completeSignIn(request, context, { memberId: member.id, redirectTo: fields.get("redirectTo") });
}

/** A password is never sent back. */
function withoutPassword(fields: FormData) {
  fields.delete("password");
  return fields;
}

/** "an e-mail address, a wallet or ORCID": what somebody new can join with. */
const waysToJoin = (providers: { words: string }[]) =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format([
    "an e-mail address",
    "a wallet",
    ...providers.map(({ words }) => words),
  ]);

export default function SignIn() {
  const { redirectTo, purpose, demonstration, hasHeldText, keys, providers, refused, isReset } =
    useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow account-page">
      <h1>Sign in</h1>
      {!hasHeldText && purpose && <p className="form-context">{purpose}</p>}
      {isReset && (
        <div className="notice" role="status">
          <p>
            <b>Your password is set.</b> You were signed out everywhere; sign in with the new one.
          </p>
        </div>
      )}
      {hasHeldText && (
        <div className="notice">
          <p>
            <b>Your text is kept.</b> You were signed out when you sent it; sign in within a day and you find it in the
            form again.
          </p>
        </div>
      )}
      {refused && (
        <p
          className="notice notice-signal"
          role="alert"
          data-rp={keys.id}
          data-passkey-unknown={refused.passkey ?? undefined}
        >
          {refused.words}
        </p>
      )}
      <div className="account-ways">
        <PasskeyButton kind="passkey" as="sign-in" origin={keys.origin} redirectTo={redirectTo} isPrimary />
        <p className="ways-between">or</p>
        <Form method="post" reloadDocument data-account="" data-onward={`${paths.signIn(redirectTo)}&onward`}>
          <FormErrors errors={errorsOf(state, "")} />
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <Field
            {...fieldOf(state, "handle")}
            label="Handle or e-mail"
            required
            maxLength={254}
            autoComplete="username webauthn"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField
            way={<a href={paths.forgottenPassword()}>Forgot it?</a>}
            autoComplete="current-password"
            errors={errorsOf(state, "password")}
            isRefused={state !== undefined}
          />
          <div className="form-actions">
            <button className="button">Sign in</button>
          </div>
        </Form>
        <p className="ways-between">or with</p>
        <WaysBeside origin={keys.origin} providers={providers} redirectTo={redirectTo} />
        <p className="field-help ways-more">
          New here? <a href={paths.signUp(redirectTo)}>Join</a>, with {waysToJoin(providers)}.
        </p>
        <p className="field-help">
          Joined by wallet or provider, and lost it? <a href={paths.signInByCode()}>Use a recovery code</a>
        </p>
      </div>
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
