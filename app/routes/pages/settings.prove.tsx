import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { PasswordProof } from "~/features/auth/auth";
import {
  countAttempt,
  findLinkedToken,
  isProofFresh,
  limits,
  requireOwner,
  waitInWords,
} from "~/features/auth/auth.server";
import { WalletButton } from "~/features/keys/components/ways-beside";
import { PasskeyButton } from "~/features/keys/components/passkey-button";
import { completeSignIn, listPasskeys, listWallets, relyingParty } from "~/features/keys/keys.server";
import { DeadLink } from "~/features/members/components/dead-link";
import { askForProof, checkOwnPassword, findProofs, proveByLink } from "~/features/members/members.server";
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
  const link = context.url.searchParams.get("token");
  if (link === null && token !== null && (await isProofFresh(token))) throw redirect(to, 303);
  const found = link === null ? null : await findLinkedToken("prove", link, context);
  const isLinkGood = found?.memberId === member.id;
  const { isDemonstration, ...proofs } = await findProofs(member.id);
  // A member of the demonstration has no password: signing in as one again is all that there is.
  const again = isDemonstration && env().reachableBecause === null ? member.handle : null;
  return json(
    {
      ...proofs,
      hasPasskey: (await listPasskeys(member.id)).length > 0,
      hasWallet: (await listWallets(member.id)).length > 0,
      origin: relyingParty().origin,
      isRefused: context.url.searchParams.has("refused"),
      to,
      again,
      link: link === null ? null : { isGood: isLinkGood },
      isSent: context.url.searchParams.has("sent"),
      hasHeldText: to.includes("held="),
    },
    link !== null && !isLinkGood ? { status: 404 } : {},
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const fields = await request.formData();
  const to = onwardFrom(context.url);
  if (fields.get("intent") === "mail") return sendLink(member.id, to, context);
  const link = context.url.searchParams.get("token");
  const proved = () => completeSignIn(request, context, { memberId: member.id, redirectTo: to });
  if (link !== null) {
    const isProof = (await findLinkedToken("prove", link, context)) && (await proveByLink(member.id, link));
    return isProof ? proved() : json({ reply: null }, { status: 404 });
  }
  const form = parseForm(fields, PasswordProof);
  form.fields.delete("password");
  if (!form.ok) return json({ reply: refuse(form.fields, { password: ["Enter your password."] }) }, { status: 422 });
  const checked = await checkOwnPassword({
    memberId: member.id,
    password: form.value.password,
    address: context.address,
    cookies: request.headers.get("Cookie"),
  });
  if (!checked.ok && checked.reason === "too-often") return tooOften(form.fields, checked.wait);
  if (!checked.ok) return json({ reply: refuse(form.fields, { password: ["Wrong password."] }) }, { status: 422 });
  return proved();
}

type Context = ActionFunctionArgs["context"];

const tooOften = (fields: FormData, wait: number) =>
  json(
    { reply: refuse(fields, { "": [`Too many attempts. Try again ${waitInWords(wait)}.`] }) },
    { status: 429, headers: { "Retry-After": String(wait) } },
  );

async function sendLink(memberId: number, to: string, context: Context) {
  const wait = await countAttempt(limits.mailByAddress, context.address);
  if (wait > 0) return tooOften(new FormData(), wait);
  await askForProof(memberId, to);
  return redirect(`${paths.prove(to)}&sent`, 303);
}

export default function Prove() {
  const { to, again, hasHeldText, link, ...proofs } = useLoaderData<typeof loader>();
  const { hasPassword, hasPasskey, hasWallet, origin, isRefused, address, isSent } = proofs;
  const state = useActionData<typeof action>()?.reply;
  if (link && !link.isGood)
    return (
      <DeadLink>
        <a className="button button-primary" href={paths.prove(to)}>
          Prove it another way
        </a>
      </DeadLink>
    );
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
      {hasPasskey && !link && (
        <div className="settings-form">
          <h2>With a passkey</h2>
          <PasskeyButton kind="own-passkey" as="proof" origin={origin} redirectTo={to} />
        </div>
      )}
      {hasWallet && (
        <div className="settings-form">
          <h2>With your wallet</h2>
          <WalletButton kind="own-wallet" as="proof" origin={origin} redirectTo={to} />
        </div>
      )}
      {link && (
        <Form method="post" reloadDocument className="settings-form">
          <h2>With the link from your mail</h2>
          <div className="form-actions">
            <button className="button button-primary" name="intent" value="link">
              Yes, it is me
            </button>
          </div>
        </Form>
      )}
      {hasPassword && !link && (
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
      {address && !link && (
        <Form method="post" reloadDocument className="settings-form">
          <h2>With a link by mail</h2>
          <p role={isSent ? "status" : undefined}>
            {isSent
              ? `A link is on its way to ${address}. Open it in this browser within an hour.`
              : `We send a link to ${address}. Open it in this browser.`}
          </p>
          <div className="form-actions">
            <button className="button" name="intent" value="mail">
              {isSent ? "Send it again" : "Send the link"}
            </button>
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
      {!hasPassword && !hasPasskey && !hasWallet && !address && !again && (
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
