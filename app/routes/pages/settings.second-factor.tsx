import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { countAttempt, limits, requireFreshProof, waitInWords } from "~/features/auth/auth.server";
import { RecoveryCodes } from "~/features/keys/components/recovery-codes";
import {
  askPasskeyAsSecond,
  confirmApp,
  findSecondFactor,
  listPasskeys,
  offerApp,
  qrOfApp,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

const FactorForm = z.object({
  intent: z.enum(["app", "passkey", "codes", "off"]),
  code: z.string().trim().max(20).default(""),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const [state, passkeys] = await Promise.all([findSecondFactor(member.id), listPasskeys(member.id)]);
  const app = state.appSince === null ? await qrOfApp(member, await offerApp(member.id)) : null;
  return json({ ...state, app, hasPasskey: passkeys.length > 0 });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), FactorForm);
  form.fields.delete("code");
  if (!form.ok)
    return json({ reply: refuse(form.fields, { "": ["Choose what to do."] }), codes: null }, { status: 422 });
  const { intent, code } = form.value;
  if (intent === "off") {
    await turnOffSecondFactor(member.id);
    return redirect(paths.signInMethods("second-off"), 303);
  }
  const no = (error: Record<string, string[]>, status = 422) =>
    json({ reply: refuse(form.fields, error), codes: null }, { status });
  const wait = await countAttempt(limits.newFactorByMember, member.id);
  if (wait > 0) return no({ "": [`Too many attempts. Try again ${waitInWords(wait)}.`] }, 429);
  if (intent === "codes") return json({ reply: null, codes: await renewRecoveryCodes(member.id) });
  const turned = intent === "app" ? await confirmApp(member.id, code) : await askPasskeyAsSecond(member.id);
  if (turned.ok) return json({ reply: null, codes: turned.codes });
  return intent === "app"
    ? no({ code: ["That is not the code the app shows now. Look whether your phone’s clock is right."] })
    : no({ "": ["You have no passkey yet. Add one first."] }, 409);
}

export default function SecondFactorPage() {
  const { isOn, appSince, asksPasskey, codesLeft, app, hasPasskey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.reply ?? undefined;
  if (answer?.codes) return <RecoveryCodes codes={answer.codes} onward={paths.signInMethods()} />;
  return (
    <section className="settings">
      <h1>Second factor</h1>
      <p className="page-lead">
        {isOn
          ? `It is on, ${appSince && asksPasskey ? "by app or passkey" : appSince ? "by an authenticator app" : "by passkey"}: after a password, a wallet or a provider you are asked for it.`
          : "After a password, a wallet or a provider you are asked for one thing more, which somebody who found your password doesn’t have."}
      </p>
      <FormErrors errors={errorsOf(state, "")} />
      {app && (
        <form method="post" className="settings-form">
          <h2>By an authenticator app</h2>
          <p>
            Read this picture with an app such as Aegis, 1Password or Google Authenticator, or type the key into it.
          </p>
          <svg
            className="key-picture"
            viewBox={`0 0 ${app.size} ${app.size}`}
            width="200"
            height="200"
            role="img"
            aria-label="The key as a QR code"
          >
            <path d={app.path} />
          </svg>
          <p>
            Key: <code>{app.secret}</code>
          </p>
          <Field
            name="code"
            errors={errorsOf(state, "code")}
            label="Code that the app shows"
            required
            maxLength={20}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
          <div className="form-actions">
            <button className="button button-primary" name="intent" value="app">
              Turn on
            </button>
          </div>
        </form>
      )}
      {!asksPasskey && (
        <form method="post" className="settings-form">
          <h2>By passkey</h2>
          <p>
            {hasPasskey
              ? "After your password one of your passkeys is asked for. Signing in by passkey alone goes on working: it is both."
              : "You have no passkey yet."}
          </p>
          <div className="form-actions">
            {hasPasskey ? (
              <button className="button" name="intent" value="passkey">
                Ask for a passkey
              </button>
            ) : (
              <a className="button" href={paths.newPasskey()}>
                Add a passkey
              </a>
            )}
          </div>
        </form>
      )}
      {(isOn || codesLeft > 0) && (
        <form method="post" className="settings-form">
          <h2>Recovery codes</h2>
          <p>
            {codesLeft === 1 ? "One code is left." : `${codesLeft} of 10 codes are left.`} New ones replace all old
            ones.
          </p>
          <div className="form-actions">
            <button className="button" name="intent" value="codes">
              Make new codes
            </button>
          </div>
        </form>
      )}
      {isOn && (
        <form method="post" className="settings-form">
          <h2>Turn it off</h2>
          <p>A password alone signs in again.</p>
          <div className="form-actions">
            <button className="button" name="intent" value="off">
              Turn off
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Second factor");
