import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireMember } from "~/features/auth/auth.server";
import { disclose, listDisclosuresOf } from "~/features/members/members.server";
import { groupByKind } from "~/features/tags/tags";
import { findTags, listTags } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { optionalLine } from "~/platform/one-line-text";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors, SelectField } from "~/ui/field";
import { errorsOf, fieldOf, typed } from "~/ui/form-state";
import { formatDate } from "~/ui/time";
import { privateMeta } from "~/ui/page-meta";

const maxText = 120;

const DisclosureForm = z.object({
  tag: z.string("Choose what it is about.").trim().toLowerCase().min(1, "Choose what it is about.").max(60),
  text: optionalLine({ max: maxText, tooLong: `A disclosure has at most ${maxText} characters.` }),
  intent: z.enum(["declare", "withdraw"]).default("declare"),
});

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const tags = await listTags();
  const declared = (await listDisclosuresOf(member.id)).flatMap(({ tagId, ...disclosure }) => {
    const tag = tags.find(({ id }) => id === tagId);
    return tag ? [{ ...disclosure, tag: { slug: tag.slug, name: tag.name, kind: tag.kind } }] : [];
  });
  return json({ declared, tags: tags.map(({ slug, name, kind }) => ({ slug, name, kind })) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context);
  const form = parseForm(await request.formData(), DisclosureForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { tag: slug, text, intent } = form.value;
  const [tag] = await findTags(db, [slug]);
  if (!tag) return json({ reply: refuse(form.fields, { tag: [`There is no tag “${slug}”.`] }) }, { status: 422 });
  if (intent === "declare" && text === "")
    return json(
      { reply: refuse(form.fields, { text: ["Say in a few words what your interest is."] }) },
      { status: 422 },
    );
  await disclose(member.id, tag.id, intent === "withdraw" ? "" : text);
  return redirect(paths.disclosures(), 303);
}

export default function Disclosures() {
  const { declared, tags } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1>Disclosures</h1>
      <p className="page-lead">
        What you declare for a tag stands beside your name in every thread filed under it, with the date since when. A
        disclosure takes nothing away from what you say.
      </p>
      {declared.length > 0 && (
        <ul className="line-list">
          {declared.map(({ tag, text, since }) => (
            <li key={tag.slug}>
              <p className="line-title">{text}</p>
              <p className="line-note">
                in threads about <a href={paths.tagPage(tag)}>{tag.name}</a>, since {formatDate(since)}
              </p>
              <Form method="post">
                <input type="hidden" name="tag" value={tag.slug} />
                <button className="quiet" name="intent" value="withdraw">
                  Withdraw
                  <span className="visually-hidden">
                    {" "}
                    “{text}” for {tag.name}
                  </span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" className="settings-form" key={declared.map(({ tag, text }) => tag.slug + text).join()}>
        <h2>Declare an interest</h2>
        <FormErrors errors={errorsOf(state, "")} />
        <SelectField
          name="tag"
          label="About"
          errors={errorsOf(state, "tag")}
          required
          defaultValue={typed(state, "tag")}
        >
          <option value="">Choose a tag …</option>
          {groupByKind(tags).map((group) => (
            <optgroup key={group.kind} label={group.name}>
              {group.tags.map((tag) => (
                <option key={tag.slug} value={tag.slug}>
                  {tag.name}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
        <Field
          {...fieldOf(state, "text")}
          label="In a few words"
          limit={maxText}
          required
          help="“works on a zkEVM”, “holds ARB”, “delegate”. Replaces your earlier disclosure for the same tag."
        />
        <div className="form-actions">
          <button className="button button-primary" name="intent" value="declare">
            Declare
          </button>
        </div>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Disclosures");
