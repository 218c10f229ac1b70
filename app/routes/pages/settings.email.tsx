import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { EmailForm } from "~/features/auth/auth";
import { countAttempt, findHeldText, limits, requireFreshProof, waitInWords } from "~/features/auth/auth.server";
import { isMailOn } from "~/features/mail/mail.server";
import { askForVerification, findAccountFacts } from "~/features/members/members.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf, stateOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const { address, addressVerifiedAt } = await findAccountFacts(member.id);
  return json({
    address,
    isVerified: addressVerifiedAt !== null,
    isMailOn: isMailOn(),
    held: await findHeldText(context.url),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), EmailForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { address, addressVerifiedAt } = await findAccountFacts(member.id);
  const { email } = form.value;
  if (!isMailOn()) return json({ reply: refuse(form.fields, { "": [mailIsOff] }) }, { status: 409 });
  if (addressVerifiedAt && email === address)
    return json({ reply: refuse(form.fields, { email: ["This is your address already."] }) }, { status: 422 });
  const wait = await countAttempt(limits.mailByAddress, context.address);
  if (wait > 0)
    return json(
      { reply: refuse(form.fields, { "": [`Too many mails were asked for. Try again ${waitInWords(wait)}.`] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  await askForVerification(member.id, email);
  return redirect(paths.signInMethods("sent"), 303);
}

const mailIsOff = "This forum sends no mail, so an address can’t be confirmed. Its administrator can set that up.";

export default function ChangeEmail() {
  const { address, isVerified, isMailOn: isOn, held } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply ?? stateOf(held);
  return (
    <section className="settings">
      <h1>{isVerified ? "Change your address" : "Confirm your address"}</h1>
      <p className="page-lead">
        {isVerified && address
          ? `We send a link to the new address; ${address} stays until it is opened. The old address is told, and can undo the change for three days.`
          : "We send a link to the address. Once it is opened, the address is your way back when a password is lost."}
      </p>
      {!isOn && <p className="notice">{mailIsOff}</p>}
      <Form method="post" reloadDocument className="settings-form">
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          {...fieldOf(state, "email", isVerified ? "" : (address ?? ""))}
          label={isVerified ? "New address" : "Address"}
          type="email"
          required
          maxLength={254}
          autoComplete="email"
          help="Never shown to others."
        />
        <div className="form-actions">
          <button className="button button-primary">Send the link</button>
          <a href={paths.signInMethods()}>Back</a>
        </div>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("E-mail address");
