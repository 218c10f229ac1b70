import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireAdmin } from "~/features/auth/auth.server";
import { modActionWords, Reason } from "~/features/moderation/moderation";
import { eraseEntryWords, findModAction } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";

/** Asks why words of an entry of the log are to be erased. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const entry = await findModAction(idParam(params["entryId"]));
  invariantResponse(entry, "There is no such entry.", { status: 404 });
  return json({ entry });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const entryId = idParam(params["entryId"]);
  const form = parseForm(await request.formData(), z.object({ reason: Reason }));
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  if (await eraseEntryWords({ by, entryId, reason: form.value.reason }))
    return redirect(paths.modAction({ id: entryId }), 303);
  const words = "There is nothing to erase: it is not there, or it was erased before.";
  return json({ reply: refuse(form.fields, { "": [words] }) }, { status: 409 });
}

export default function EraseEntry() {
  const { entry } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow">
      <h1>{`Erase the words of entry ${entry.id}`}</h1>
      <p className="form-context">
        For personal data only: reason and detail are gone for good, with their salts. The entry stays, that it was
        erased is logged with your reason, and the chain still holds.
      </p>
      <blockquote className="judged" dir="auto" tabIndex={0}>
        {modActionWords[entry.kind]}: {entry.reason || "(erased)"}
        {entry.detail && ` (${entry.detail})`}
      </blockquote>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <ReasonField state={state} />
        <div className="form-actions">
          <button className="button button-primary">Erase the words</button>
          <a href={paths.modAction(entry)}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Erase words of the log");
