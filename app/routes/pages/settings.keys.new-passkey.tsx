import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { countAttempt, limits, requireFreshProof, waitInWords } from "~/features/auth/auth.server";
import { KeyName } from "~/features/keys/keys";
import { addPasskey, jsonOf, NewPasskeyAnswer, relyingParty } from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { Icon } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";

const NewPasskey = z.object({
  name: KeyName,
  answer: jsonOf(NewPasskeyAnswer, "The browser made no passkey."),
});

const refusals = {
  invalid: "That passkey could not be checked, or making it took longer than ten minutes. Try once more.",
  taken: "That passkey is known already.",
  "too-many": "You have twenty passkeys. Remove one first.",
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireFreshProof(request, context);
  return json({ origin: relyingParty().origin });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), NewPasskey);
  form.fields.delete("answer");
  const no = (error: Record<string, string[]>, status = 422) => json({ reply: refuse(form.fields, error) }, { status });
  if (!form.ok) {
    const { name, answer } = form.reply.error ?? {};
    return no({ ...(name && { name }), ...(answer && !name && { "": answer }) });
  }
  const wait = await countAttempt(limits.newFactorByMember, member.id);
  if (wait > 0) return no({ "": [`Too many attempts. Try again ${waitInWords(wait)}.`] }, 429);
  const added = await addPasskey(member.id, form.value.answer, form.value.name);
  if (!added.ok) return no({ "": [refusals[added.reason]] });
  return redirect(paths.signInMethods("passkey-added"), 303);
}

export default function NewPasskeyPage() {
  const { origin } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1>Add a passkey</h1>
      <p className="page-lead">
        A passkey stays on your device and stands in for password and second factor together. The device checks that it
        is you, by finger, face or PIN.
      </p>
      <form method="post" className="settings-form" data-passkey="new-passkey" data-origin={origin}>
        <FormErrors errors={errorsOf(state, "")} />
        <input type="hidden" name="answer" />
        <Field
          name="name"
          errors={errorsOf(state, "name")}
          label="Name"
          required
          maxLength={60}
          autoComplete="off"
          defaultValue={typed(state, "name", "")}
          help="By which you tell your passkeys apart: “Work laptop”."
        />
        <div className="form-actions">
          <button className="button button-primary with-script">
            <Icon name="key" /> Make a passkey
          </button>
          <a href={paths.signInMethods()}>Back</a>
        </div>
        <p className="without-script">A passkey needs script, which your browser has off.</p>
      </form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Add a passkey");
