import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import {
  countAttempt,
  findHeldText,
  getViewer,
  limits,
  requireWriter,
  signInKeepingText,
  waitInWords,
} from "~/features/auth/auth.server";
import { descriptionLimits, NewTagForm, type Tag, tagSlugOf } from "~/features/tags/tags";
import { createTag, proposeTag } from "~/features/tags/tags.server";
import { notYetWords } from "~/features/trust/trust";
import { readTrust } from "~/features/trust/trust.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, stateOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const trust = await readTrust(await requireWriter(context));
  return json({
    held: await findHeldText(context.url),
    notYet: trust.isTrusted ? null : notYetWords("add topics yourself", trust.limits, trust.done),
  });
}

type Refused = { reply: FormState; alike: (Tag & { threadCount?: number })[] };
const refused = (reply: FormState, init: ResponseInit, alike: Refused["alike"] = []) =>
  json<Refused>({ reply, alike }, init);

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireWriter(context, request);
  const form = parseForm(await request.formData(), NewTagForm);
  if (!form.ok) return refused(form.reply, { status: 422 });

  const { name, description, isAnother } = form.value;
  const slug = form.value.slug ?? tagSlugOf(name);
  if (slug === "" || slug === "new") {
    const words = "This name gives no address of its own. Write one with the letters a to z.";
    return refused(refuse(form.fields, { slug: [words] }), { status: 422 });
  }
  const wait = await countAttempt(limits.newTagByMember, by.id);
  if (wait > 0) {
    const words = `You have tried many tags in a short time. Try again ${waitInWords(wait)}; your text is still here.`;
    return refused(refuse(form.fields, { "": [words] }), { status: 429, headers: { "Retry-After": String(wait) } });
  }

  const given = { by, name, slug, description, isAnother };
  const { isTrusted } = await readTrust(by);
  if (isTrusted) {
    const created = await createTag(given);
    return created.ok ? redirect(paths.tag(created.tag), 303) : answerTo(created, form.fields);
  }
  const proposed = await proposeTag(given);
  return proposed.ok ? redirect(paths.held(), 303) : answerTo(proposed, form.fields);
}

/** What the form says of a topic that can't be added. */
function answerTo(created: Extract<Awaited<ReturnType<typeof createTag>>, { ok: false }>, fields: FormData) {
  if (created.reason === "taken")
    return refused(refuse(fields, { [created.field]: [created.words] }), { status: 422 }, [created.tag]);
  if (created.reason === "alike")
    return refused(
      refuse(fields, { "": [`There is ${listed(created.tags)} already. Is it what you mean?`] }),
      { status: 422 },
      created.tags,
    );
  const words = "This description can’t be rendered. Simplify it and send again.";
  return refused(refuse(fields, { description: [words] }), { status: 422 });
}

/** "“Data availability” and “Fees”". */
const listed = (tags: { name: string }[]) => {
  const names = tags.map(({ name }) => `“${name}”`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
};

export default function NewTag() {
  const { held, notYet } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Refused | undefined;
  const state = answer?.reply ?? stateOf(held);
  const alike = answer?.alike ?? [];
  const isSending = useNavigation().state !== "idle";
  return (
    <div className="form-page tag-form">
      <h1>New topic</h1>
      <p className="page-lead">
        A tag is worth having when several threads would be filed under it. Chains, upgrades and EIPs come from the
        registry. <a href={paths.tags()}>Look at all tags first</a>
      </p>
      <Form method="post">
        <FormErrors errors={errorsOf(state, "")} />
        {notYet && (
          <p className="field-help">
            A moderator looks at this topic before it is added. {notYet} <a href={paths.limits()}>All limits</a>
          </p>
        )}
        {alike.length > 0 && (
          <fieldset className="alike">
            <legend>Tags that are there</legend>
            <ul className="near-tags">
              {alike.map((tag) => (
                <li key={tag.slug}>
                  <a href={paths.tagPage(tag)}>{tag.name}</a>{" "}
                  {tag.threadCount !== undefined && (
                    <span className="count">
                      {tag.threadCount} {tag.threadCount === 1 ? "thread" : "threads"}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {errorsOf(state, "") && (
              <label className="check">
                <input type="checkbox" name="isAnother" value="yes" /> None of these is what I mean
              </label>
            )}
          </fieldset>
        )}
        <Field
          {...fieldOf(state, "name")}
          label="Name"
          required
          minLength={2}
          maxLength={60}
          help="As it would stand in a sentence: “Data availability”."
        />
        <Field
          {...fieldOf(state, "slug")}
          label="Address (optional)"
          maxLength={60}
          autoCapitalize="none"
          spellCheck={false}
          help="What stands behind /tags/: letters a to z, digits and “-”. Left empty, it is made from the name."
        />
        <TextField
          {...fieldOf(state, "description")}
          label="Description"
          rows={6}
          required
          minLength={descriptionLimits.min}
          help="At least one sentence: what belongs under this tag, and what does not. Other members can improve it."
        />
        <div className="form-actions">
          <button className="button button-primary" disabled={isSending}>
            {notYet ? (isSending ? "Proposing …" : "Propose topic") : isSending ? "Adding …" : "Add topic"}
          </button>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("New topic");
