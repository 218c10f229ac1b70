import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { countAttempt, waitInWords, limits, requireWriter } from "~/features/auth/auth.server";
import {
  dateInWords,
  dateOf,
  kindWords,
  SourceForm,
  sourceKinds,
  sourceStatuses,
  statusWords,
} from "~/features/sources/sources";
import { authorLines, correctSource, findSource, listSourceRevisions } from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors, SelectField, TextField } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

async function sourceOf({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">, form?: Request) {
  const member = await requireWriter(context, form);
  const source = await findSource((params["citekey"] ?? "").toLowerCase(), member);
  invariantResponse(source, "There is no source of that name.", { status: 404 });
  invariantResponse(!source.isHidden, "A moderator has removed this source.", { status: 403 });
  return { member, source };
}

export async function loader(given: LoaderFunctionArgs) {
  const { source } = await sourceOf(given);
  const [latest] = await listSourceRevisions(source.id);
  const { csl } = source;
  const date = dateOf(csl);
  return json({
    source: {
      citekey: source.citekey,
      title: source.title,
      kind: source.kind,
      status: source.status,
      archivedUrl: source.archivedUrl ?? "",
    },
    fields: {
      authors: authorLines(csl),
      container: csl["container-title"] ?? "",
      publisher: csl.publisher ?? "",
      issued: date ? dateInWords(date) : "",
    },
    revision: latest?.id ?? 0,
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { member, source } = await sourceOf({ params, context }, request);
  const form = parseForm(await request.formData(), SourceForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.sourceByMember, member.id);
  if (wait > 0) {
    const words = `You have changed many sources in a short time. Try again ${waitInWords(wait)}; what you typed is still here.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const done = await correctSource({ id: source.id, by: member, form: form.value });
  if (!done.ok) {
    const words =
      "Somebody else has corrected this source since you began. Open the form again to see what stands now; what you typed is below.";
    return json({ reply: refuse(form.fields, { "": [words] }) }, { status: 409 });
  }
  return redirect(paths.source(source), 303);
}

export default function EditSource() {
  const { source, fields, revision } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const text = (name: string, stands: string | null = "") => ({
    name,
    defaultValue: typed(state, name, stands ?? ""),
    errors: errorsOf(state, name),
  });
  return (
    <div className="form-page form-narrow">
      <h1>Fix details</h1>
      <p className="form-context">
        of <a href={paths.source(source)}>{source.title}</a>. What you change is kept with your name, and no list or
        later citation overwrites it.
      </p>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <input type="hidden" name="revision" value={typed(state, "revision", String(revision))} />
        <Field {...text("title", source.title)} label="Title" required maxLength={300} />
        <Choice
          name="kind"
          label="Kind"
          options={sourceKinds.map((kind) => [kind, kindWords[kind].one])}
          value={typed(state, "kind", source.kind)}
        />
        <TextField
          {...text("authors", fields.authors)}
          label="Authors"
          rows={3}
          help="One a line: Family, Given. An organisation as it is called."
        />
        <Field
          {...text("container", fields.container)}
          label="Published in"
          maxLength={200}
          help="The journal, newspaper or site."
        />
        <Field {...text("publisher", fields.publisher)} label="Publisher" maxLength={200} />
        <Field {...text("issued", fields.issued)} label="Date" maxLength={20} help="3 Feb 2026, Feb 2026 or 2026." />
        <Choice
          name="status"
          label="The page"
          options={sourceStatuses.map((status) => [status, statusWords[status]])}
          value={typed(state, "status", source.status)}
        />
        <Field
          {...text("archivedUrl", source.archivedUrl)}
          label="Archived copy"
          maxLength={2000}
          inputMode="url"
          help="An address of web.archive.org, for example. Readers get it first once the page is dead."
        />
        <Field {...text("reason")} label="Reason (optional)" maxLength={300} />
        <div className="form-actions">
          <button className="button button-primary">Save</button>
          <a href={paths.source(source)}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

function Choice({
  name,
  label,
  options,
  value,
}: {
  name: string;
  label: string;
  options: [string, string][];
  value: string;
}) {
  return (
    <SelectField name={name} label={label} defaultValue={value}>
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </SelectField>
  );
}

export const meta: MetaFunction = () => privateMeta("Fix details");
