import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { countAttempt, forgetAttempts, limits, waitInWords } from "~/features/auth/auth.server";
import { PasskeyButton } from "~/features/keys/components/passkey-button";
import {
  checkSecondCode,
  completeSecondFactor,
  findHalfSignedIn,
  findSecondFactor,
  listPasskeys,
  relyingParty,
} from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

const CodeForm = z.object({
  code: z.string("Enter a code.").trim().min(1, "Enter a code.").max(60, "That is no code."),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  // Read so that this answer is nobody else's.
  await context.session();
  const half = await findHalfSignedIn(request);
  if (!half) throw redirect(paths.signIn(), 303);
  const [{ appSince }, passkeys] = await Promise.all([findSecondFactor(half.memberId), listPasskeys(half.memberId)]);
  return json({
    hasApp: appSince !== null,
    hasPasskey: passkeys.length > 0,
    origin: relyingParty().origin,
    isRefused: context.url.searchParams.has("refused"),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), CodeForm);
  const half = await findHalfSignedIn(request);
  if (!half) return redirect(paths.signInRefused("late", "/"), 303);
  form.fields.delete("code");
  const no = (words: string, status = 422, headers: Record<string, string> = {}) =>
    json({ reply: refuse(form.fields, { code: [words] }) }, { status, headers });
  if (!form.ok) return no("Enter the code.");
  const wait = await countAttempt(limits.secondFactorByMember, half.memberId);
  if (wait > 0)
    return no(`Too many codes were wrong. Try again ${waitInWords(wait)}.`, 429, { "Retry-After": String(wait) });
  const right = await checkSecondCode(half.memberId, form.value.code);
  if (!right) return no("That code is wrong, or was used already. The app shows another one every 30 seconds.");
  const response = await completeSecondFactor(request, context);
  if (!response) return redirect(paths.signInRefused("late", "/"), 303);
  await forgetAttempts(limits.secondFactorByMember, half.memberId);
  return response;
}

export default function SecondFactor() {
  const { hasApp, hasPasskey, origin, isRefused } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow account-page">
      <h1>One more proof</h1>
      {isRefused && <p className="notice notice-signal">That passkey is not one of yours, or the try took too long.</p>}
      <form method="post">
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          name="code"
          errors={errorsOf(state, "code")}
          label={hasApp ? "Code of your app" : "Recovery code"}
          required
          maxLength={60}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          help={
            hasApp
              ? "Six digits that your authenticator app shows now. Without the app: one of your recovery codes."
              : "One of the ten codes you were shown when you turned the second factor on. Each is good once."
          }
        />
        <div className="form-actions">
          <button className="button button-primary">Go on</button>
          <span>
            <a href={paths.signIn()}>Begin again</a>
          </span>
        </div>
      </form>
      {hasPasskey && (
        <div className="key-ways">
          <PasskeyButton kind="second" as="second" origin={origin} redirectTo="/" />
        </div>
      )}
    </div>
  );
}

export const headers = () => ({ "Cache-Control": "private, no-store" });

export const meta: MetaFunction = () => privateMeta("One more proof");
