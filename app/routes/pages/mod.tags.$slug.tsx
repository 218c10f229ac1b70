import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type TypedResponse,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireModerator } from "~/features/auth/auth.server";
import { ChangeTagActionForm } from "~/features/moderation/moderation";
import { changeTagLogged } from "~/features/moderation/moderation.server";
import { kindWords, tagKinds } from "~/features/tags/tags";
import { findTagPage, findTags, listTags } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, typed } from "~/ui/form-state";
import { ReasonField } from "~/ui/reason-field";
import { privateMeta } from "~/ui/page-meta";

async function tagOf({ params }: Pick<LoaderFunctionArgs, "params">) {
  const [named] = await findTags(db, [params["slug"]?.slice(0, 60) ?? ""]);
  const tag = named && (await findTagPage(named.slug));
  invariantResponse(tag, "There is no such tag.", { status: 404 });
  return tag;
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireModerator(context);
  const tag = await tagOf({ params });
  if (params["slug"] !== tag.slug) throw redirect(paths.changeTag(tag), 301);
  const { slug, name, kind, isMirror, parents, synonyms, version } = tag;
  const others = (await listTags()).filter((other) => other.slug !== slug);
  return json({
    tag: { slug, name, kind, isMirror, parent: parents.at(-1) ?? null, synonyms, version },
    others: others.map((other) => ({ slug: other.slug, name: other.name })),
  });
}

type Refused = { reply: FormState };

export async function action({ params, request, context }: ActionFunctionArgs): Promise<TypedResponse<Refused>> {
  const by = await requireModerator(context);
  const tag = await tagOf({ params });
  const form = parseForm(await request.formData(), ChangeTagActionForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });

  const { reason, ...change } = form.value;
  const changed = await changeTagLogged({ by, reason, tagId: tag.id, change });
  if (changed.ok) return redirect(paths.tag(changed.tag), 303);
  if (changed.reason === "refused") return json({ reply: refuse(form.fields, changed.errors) }, { status: 422 });
  invariantResponse(changed.reason === "changed-meanwhile", "There is no such tag any more.", { status: 404 });
  // What was typed is saved over what is shown now, not over what it began from.
  form.fields.set("version", String(tag.version));
  const words = `This tag was changed since you began. It stands now as “${tag.name}” at ${tag.slug}, ${kindWords[tag.kind]}, under ${tag.parents.at(-1)?.name ?? "nothing"}, also called ${tag.synonyms.join(", ") || "nothing else"}. Look at your change again, then save.`;
  return json({ reply: refuse(form.fields, { "": [words] }) }, { status: 409 });
}

export default function ChangeTag() {
  const { tag, others } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page tag-form">
      <h1>{`Change the tag “${tag.name}”`}</h1>
      <p className="form-context">
        An old address leads to the new one for ever. What you write as a reason stands in the{" "}
        <a href={paths.modLog()}>public log</a>.
        {tag.isMirror && " This tag mirrors the registry: only its other names are changed here."}
      </p>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <input type="hidden" name="version" value={typed(state, "version", String(tag.version))} />
        <Field {...fieldOf(state, "name", tag.name)} label="Name" required maxLength={60} readOnly={tag.isMirror} />
        <Field
          {...fieldOf(state, "slug", tag.slug)}
          label="Address"
          required
          maxLength={60}
          readOnly={tag.isMirror}
          autoCapitalize="none"
          spellCheck={false}
          help="What stands behind /tags/: letters a to z, digits and “-”."
        />
        <Kinds kind={typed(state, "kind", tag.kind)} isFixed={tag.isMirror} errors={errorsOf(state, "kind")} />
        <Field
          {...fieldOf(state, "parent", tag.parent?.slug ?? "")}
          label="Stands under (optional)"
          maxLength={60}
          readOnly={tag.isMirror}
          list={tag.isMirror ? undefined : "all-tags"}
          autoCapitalize="none"
          spellCheck={false}
          help="The address of the tag that this one is a part of. A search for that one finds this one’s threads."
        />
        <datalist id="all-tags">
          {others.map((other) => (
            <option key={other.slug} value={other.slug}>
              {other.name}
            </option>
          ))}
        </datalist>
        <TextField
          {...fieldOf(state, "synonyms", tag.synonyms.join("\n"))}
          label="Other names (optional)"
          rows={4}
          help="One a line. Who types one of them finds this tag; one name may belong to several tags."
        />
        <ReasonField state={state} />
        <div className="form-actions">
          <button className="button button-primary">Save</button>
          <a href={paths.tag(tag)}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

type KindProps = { kind: string; isFixed: boolean; errors: string[] | undefined };

function Kinds({ kind, isFixed, errors }: KindProps) {
  if (isFixed) return <input type="hidden" name="kind" value={kind} />;
  return (
    <fieldset className="relations" aria-describedby={errors ? "error-kind" : undefined}>
      <legend>Kind</legend>
      {tagKinds
        .filter((one) => one !== "chain" || kind === "chain")
        .map((one) => (
          <label key={one}>
            <input type="radio" name="kind" value={one} defaultChecked={one === kind} /> {kindWords[one]}
          </label>
        ))}
      {errors && (
        <p className="field-error" id="error-kind">
          {errors.join(" ")}
        </p>
      )}
    </fieldset>
  );
}

export const meta: MetaFunction = () => privateMeta("Change a tag");
