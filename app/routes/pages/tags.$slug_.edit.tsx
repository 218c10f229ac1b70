import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { askerOf } from "~/features/auth/auth";
import {
  countAttempt,
  countPreview,
  findHeldText,
  getViewer,
  limits,
  requireWriter,
  signInKeepingText,
  waitInWords,
} from "~/features/auth/auth.server";
import { DescriptionForm, descriptionLimits } from "~/features/tags/tags";
import { renderAlone } from "~/features/markdown/markdown.server";
import { editDescription, findTagPage, findTags, proposeDescription } from "~/features/tags/tags.server";
import { notYetWords } from "~/features/trust/trust";
import { readTrust } from "~/features/trust/trust.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { parseForm, refuse, previewRefusal } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, stateOf, typed } from "~/ui/form-state";
import { Preview } from "~/ui/preview";
import { privateMeta } from "~/ui/page-meta";
import { inThousands } from "~/ui/count";

const unrenderable = "This description can’t be rendered: it nests too deeply or repeats one mark too often.";

/** The tag of this address, or of one that was its address once: a form that is open stays good. */
async function tagOf({ params }: Pick<LoaderFunctionArgs, "params">) {
  const [named] = await findTags(db, [params["slug"]?.slice(0, 60) ?? ""]);
  const tag = named && (await findTagPage(named.slug));
  invariantResponse(tag, "There is no such tag.", { status: 404 });
  return tag;
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  const trust = await readTrust(await requireWriter(context));
  const tag = await tagOf({ params });
  if (params["slug"] !== tag.slug) throw redirect(paths.editTag(tag), 301);
  const { slug, name, kind, description, revision } = tag;
  return json({
    slug,
    name,
    kind,
    description,
    revision,
    held: await findHeldText(context.url),
    notYet: trust.isTrusted ? null : notYetWords("edit descriptions yourself", trust.limits, trust.done),
  });
}

type Refused = { reply: FormState; preview: string | null; theirs: string | null };
const refused = (reply: FormState, init: ResponseInit, more: Partial<Refused> = {}) =>
  json<Refused>({ reply, preview: null, theirs: null, ...more }, init);

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireWriter(context, request);
  const tag = await tagOf({ params });
  const form = parseForm(await request.formData(), DescriptionForm);
  if (!form.ok) return refused(form.reply, { status: 422 });
  const { intent, description, reason, revision } = form.value;

  if (intent === "preview") {
    const wait = await countPreview({ address: context.address, member: by });
    if (wait > 0) {
      const { words, init } = previewRefusal(wait);
      return refused(refuse(form.fields, { "": [words] }), init);
    }
    const preview = await renderAlone(description, "tag", "previews", askerOf({ request, context, viewer: by }));
    return preview === null
      ? refused(refuse(form.fields, { description: [unrenderable] }), { status: 422 })
      : refused(refuse(form.fields, {}), { status: 200 }, { preview });
  }
  const wait = await countAttempt(limits.tagEditByMember, by.id);
  if (wait > 0) {
    const words = `You have edited a lot in a short time. Try again ${waitInWords(wait)}; your text is still here.`;
    return refused(refuse(form.fields, { "": [words] }), { status: 429, headers: { "Retry-After": String(wait) } });
  }
  const given = { by, tagId: tag.id, description, reason, revision };
  const { isTrusted } = await readTrust(by);
  const edited = isTrusted ? await editDescription(given) : await proposeDescription(given);
  if (edited.ok) return redirect(isTrusted ? paths.tagPage(tag) : paths.held(), 303);
  if (edited.reason === "edit-conflict") {
    const words =
      "This description was edited elsewhere since you began. Both texts stand below: bring them together in the form, then save.";
    // The merged text is saved over the revision that was shown, not over the one it began from.
    form.fields.set("revision", String(edited.revision));
    return refused(refuse(form.fields, { "": [words] }), { status: 409 }, { theirs: edited.description });
  }
  invariantResponse(edited.reason !== "no-such-tag", "There is no such tag any more.", { status: 404 });
  return refused(refuse(form.fields, { description: [unrenderable] }), { status: 422 });
}

export default function EditTag() {
  const tag = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Refused | undefined;
  const state = answer?.reply ?? stateOf(tag.held);
  const isSending = useNavigation().state !== "idle";
  return (
    <div className="form-page tag-form">
      <h1>{`What is “${tag.name}” about?`}</h1>
      <p className="page-lead">
        Members mend tags’ descriptions; the <a href={paths.tagHistory(tag)}>history</a> of this one keeps what was
        there.
      </p>
      <Form method="post">
        <FormErrors errors={errorsOf(state, "")} />
        {tag.notYet && (
          <p className="field-help">
            A moderator looks at this change before it stands. {tag.notYet} <a href={paths.limits()}>All limits</a>
          </p>
        )}
        {answer?.theirs != null && (
          <TextField
            name="theirs"
            label="What stands now"
            rows={8}
            readOnly
            defaultValue={answer.theirs}
            help="The other edit, as it was saved. It is not sent with the form."
          />
        )}
        {answer?.preview != null && <Preview html={answer.preview} className="prose tag-description" />}
        <input type="hidden" name="revision" value={typed(state, "revision", String(tag.revision))} />
        <TextField
          {...fieldOf(state, "description", tag.description)}
          label="Description"
          rows={10}
          required
          help={`What belongs under this tag, and what does not, in up to ${inThousands(descriptionLimits.max)} characters. Markdown: links and code; the first sentence stands in the list of tags.`}
        />
        <Field
          {...fieldOf(state, "reason")}
          label="Reason (optional)"
          maxLength={300}
          help="Shown in the history: what was wrong, or what is new."
        />
        <div className="form-actions">
          <button className="button button-primary" name="intent" value="save" disabled={isSending}>
            {tag.notYet ? (isSending ? "Proposing …" : "Propose") : isSending ? "Saving …" : "Save"}
          </button>
          <button className="button" name="intent" value="preview" disabled={isSending}>
            Preview
          </button>
          <a href={paths.tagPage(tag)}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Edit tag");
