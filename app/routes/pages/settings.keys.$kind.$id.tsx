/** One passkey, wallet or identity of one's own: its name, whether it is shown, and its removal. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireFreshProof } from "~/features/auth/auth.server";
import { KeyName } from "~/features/keys/keys";
import { findOwnKey, keyIn, removeKey, renamePasskey, showKey } from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

const KeyForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("rename"), name: KeyName }),
  z.object({ intent: z.literal("show") }),
  z.object({ intent: z.literal("hide") }),
  z.object({ intent: z.literal("remove") }),
]);

const refusals = {
  "last-way": "This is your last way in. Add another one first, then remove this one.",
  "second-factor": "Your second factor is a passkey, and this is the last one. Turn the second factor off first.",
  unknown: "It was removed already.",
};

const notFound = "You have no such key.";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const key = keyIn(params);
  invariantResponse(key, notFound, { status: 404 });
  const found = await findOwnKey(member.id, key);
  invariantResponse(found, notFound, { status: 404 });
  return json({ kind: key.kind, ...found });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const key = keyIn(params);
  invariantResponse(key, notFound, { status: 404 });
  const form = parseForm(await request.formData(), KeyForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { value } = form;
  if (value.intent === "remove") {
    const removed = await removeKey(member.id, key);
    if (!removed.ok) return json({ reply: refuse(form.fields, { "": [refusals[removed.reason]] }) }, { status: 409 });
    const gone = key.kind === "passkey" ? `&gone=${key.id}` : "";
    return redirect(paths.signInMethods("removed") + gone, 303);
  }
  const isDone =
    value.intent === "rename"
      ? key.kind === "passkey" && (await renamePasskey(member.id, key.id, value.name))
      : await showKey(member.id, key, value.intent === "show");
  invariantResponse(isDone, notFound, { status: 404 });
  return redirect(paths.signInMethods("kept"), 303);
}

export default function KeyPage() {
  const { kind, name, about, isShown } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1 className="key-name">{name}</h1>
      <p className="page-lead">{about}</p>
      {kind === "passkey" && (
        <form method="post" className="settings-form">
          <Field
            name="name"
            errors={errorsOf(state, "name")}
            label="Name"
            required
            maxLength={60}
            autoComplete="off"
            defaultValue={typed(state, "name", name)}
          />
          <div className="form-actions">
            <button className="button button-primary" name="intent" value="rename">
              Rename
            </button>
          </div>
        </form>
      )}
      {isShown !== null && (
        <form method="post" className="settings-form">
          <p>{isShown ? "Your profile shows it." : "Nobody but you sees it."}</p>
          <div className="form-actions">
            <button className="button" name="intent" value={isShown ? "hide" : "show"}>
              {isShown ? "Hide it" : "Show it on my profile"}
            </button>
          </div>
        </form>
      )}
      <form method="post" className="settings-form">
        <FormErrors errors={errorsOf(state, "")} />
        <p>Once it is removed, nobody signs in with it any more.</p>
        <div className="form-actions">
          <button className="button" name="intent" value="remove">
            Remove
          </button>
          <a href={paths.signInMethods()}>Back</a>
        </div>
      </form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("A way to sign in");
