import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { findHeldText, requireAdmin, requireFreshProof } from "~/features/auth/auth.server";
import { ExportForm, noteExport } from "~/features/exports/exports.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { Choices } from "~/ui/choices";
import { FormErrors } from "~/ui/field";
import { errorsOf, stateOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({ held: await findHeldText(context.url) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const form = parseForm(await request.clone().formData(), ExportForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  if (form.value.kind === "full") await requireFreshProof(request, context);
  return redirect(paths.exportFile(await noteExport({ by, ...form.value })), 303);
}

/** The whole forum as one archive. */
export default function Export() {
  const { held } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply ?? stateOf(held);
  return (
    <article className="profile">
      <h1>Export</h1>
      <p className="page-lead">
        The forum as one archive of open files: threads as Markdown, sources as CSL-JSON, series as CSV, pictures, and
        every table as lines of JSON. A new forum can be made of it; the archive says how. It holds no sessions, keys or
        secrets.
      </p>
      {/* The answer is a file: the browser takes it, not this page. */}
      <Form method="post" className="settings-form" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <Choices
          name="kind"
          label="What is in it"
          help="The whole forum asks for a fresh proof that it is you. Keep that archive where only you can read it."
          options={[
            { value: "public", words: "What visitors read" },
            {
              value: "full",
              words: "The whole forum: also mail addresses, hashes of passwords, drafts, inboxes and moderators’ work",
            },
          ]}
          chosen={typed(state, "kind", "public")}
        />
        <ReasonField state={state} help="It stands in the moderation log, which everybody can read." />
        <p className="field-help">
          A large forum takes minutes, and at most half an hour; one archive is written at a time. For more, the command{" "}
          <code>npm run export</code> on the server has no limit.
        </p>
        <div className="form-actions">
          <button className="button button-primary">Download</button>
        </div>
      </Form>
    </article>
  );
}

export const meta: MetaFunction = () => privateMeta("Export · Administration");
