import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { SignUpForm } from "~/features/auth/auth";
import { beginSession, countAttempt, limits, rememberBrowser, waitInWords } from "~/features/auth/auth.server";
import { RecoveryCodes } from "~/features/keys/components/recovery-codes";
import { findJoining, join, tokenCookie, tokenFrom, wordsForProved } from "~/features/keys/keys.server";
import { HandleField } from "~/features/members/components/handle-field";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";
import { FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

const HandleForm = z.object({ handle: SignUpForm.shape.handle });

export async function loader({ request }: LoaderFunctionArgs) {
  const token = tokenFrom(request, "joining");
  const joining = token && (await findJoining(token));
  // Also after the form was accepted, when the proof is used up and the answer shows the codes.
  if (!joining) return json({ proved: null }, { status: 404 });
  return json({ proved: await wordsForProved(joining.proved) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), HandleForm);
  const token = tokenFrom(request, "joining");
  if (!token) return redirect(paths.signInRefused("late", "/"), 303);
  const no = (error: Record<string, string[]>, status = 422) =>
    json({ reply: refuse(form.fields, error), codes: null, onward: "" }, { status });
  if (!form.ok) return no({ handle: form.reply.error?.["handle"] ?? ["Choose a handle."] });
  const wait = await countAttempt(limits.signUpByAddress, context.address);
  if (wait > 0)
    return no({ "": [`Too many accounts were made from your network. Try again ${waitInWords(wait)}.`] }, 429);
  const joined = await join(token, form.value.handle);
  if (!joined.ok && joined.reason === "handle-taken") return no({ handle: ["That handle is taken. Choose another."] });
  if (!joined.ok) return redirect(paths.signInRefused(joined.reason, "/"), 303);
  const { memberId, codes, redirectTo } = joined;
  const answer = json({ reply: null, codes, onward: safePath(redirectTo) });
  for (const cookie of [
    await beginSession(context, memberId),
    await rememberBrowser(request.headers.get("Cookie"), memberId),
    tokenCookie("joining", "", { path: paths.finishJoining(), minutes: 0 }),
  ])
    answer.headers.append("Set-Cookie", cookie);
  return answer;
}

export default function FinishJoining() {
  const { proved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.reply ?? undefined;
  if (answer?.codes)
    return (
      <RecoveryCodes codes={answer.codes} onward={answer.onward}>
        <p>
          You have one way in so far. Add <a href={paths.newPasskey()}>a passkey</a> or{" "}
          <a href={paths.signInMethods()}>an e-mail address</a>, so that losing it doesn’t lock you out.
        </p>
      </RecoveryCodes>
    );
  if (proved === null)
    return (
      <section className="state-page">
        <h1>Begin again</h1>
        <p className="state-lead">
          Nothing is proved in this browser, or that was more than half an hour ago, or it was used already.
        </p>
        <p className="form-actions">
          <a className="button button-primary" href={paths.signIn()}>
            Sign in
          </a>
        </p>
      </section>
    );
  return (
    <div className="form-page form-narrow account-page">
      <h1>Choose a handle</h1>
      <p className="form-context">{proved}</p>
      <form method="post">
        <FormErrors errors={errorsOf(state, "")} />
        <HandleField state={state} />
        <div className="form-actions">
          <button className="button button-primary">Join</button>
          <span>
            A member already? <a href={paths.signIn()}>Sign in another way</a>
          </span>
        </div>
      </form>
    </div>
  );
}

/** The page has recovery codes, once. */
export const headers = () => ({ "Cache-Control": "private, no-store" });

export const meta: MetaFunction = () => privateMeta("Choose a handle");
