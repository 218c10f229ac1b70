import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { countAttempt, getViewer, inWords, limits, requireMember } from "~/features/auth/auth.server";
import { findHeldText, signInKeepingText } from "~/features/drafts/drafts.server";
import { MarkdownHelp } from "~/features/posts/components/markdown-help";
import { StartThreadForm, unrenderable } from "~/features/posts/posts";
import { previewPost, startThread } from "~/features/posts/posts.server";
import { TagPicker } from "~/features/tags/components/tag-picker";
import { faultInTags, maxTags } from "~/features/tags/tags";
import { findTags, listTags } from "~/features/tags/tags.server";
import { titleLimits } from "~/features/threads/threads";
import { paths } from "~/paths";
import { keepRetryAfter } from "~/platform/page-headers";
import { db } from "~/platform/db.server";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, stateOf, typed, typedAll } from "~/ui/form-state";
import { HtmlBody } from "~/ui/html-body";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireMember(context);
  return json({ tags: await listTags(), held: await findHeldText(context.url), idempotencyKey: context.requestId });
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const author = await requireMember(context);

  const form = await parseForm(request, StartThreadForm);
  if (!form.ok) return json({ reply: form.reply, preview: null }, { status: 422 });
  const { intent, title, body, tags: slugs, idempotencyKey } = form.value;

  const tags = await findTags(db, slugs);
  const fault = faultInTags(slugs, tags);
  if (fault) return json({ reply: refuse(form.fields, { tags: [fault] }), preview: null }, { status: 422 });

  if (intent === "preview") {
    const preview = await previewPost(body, author);
    return json(
      {
        reply: refuse(form.fields, preview.ok ? {} : { body: [unrenderable] }),
        preview: preview.ok ? preview.html : null,
      },
      { status: preview.ok ? 200 : 422 },
    );
  }

  const wait = await countAttempt(limits.postByMember, author.id);
  if (wait > 0) {
    const words = `You have posted a lot in a short time. Try again ${inWords(wait)}; your text is still here.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }), preview: null },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const started = await startThread({ author, title, body, tagIds: tags.map((tag) => tag.id), key: idempotencyKey });
  if (!started.ok)
    return json({ reply: refuse(form.fields, { body: [unrenderable] }), preview: null }, { status: 422 });
  return redirect(paths.post(started.post), 303);
}

export default function NewThread() {
  const { tags, held, idempotencyKey } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const navigation = useNavigation();
  const state = refused?.reply ?? stateOf(held);
  const isSending = navigation.state !== "idle" && navigation.formMethod === "POST";
  return (
    <div className="form-page">
      <h1>New thread</h1>
      <Form method="post" className="thread-form" noValidate={false}>
        <FormErrors errors={errorsOf(state, "")} />
        {refused?.preview != null && (
          <section className="preview" aria-label="Preview">
            <h2>Preview</h2>
            <HtmlBody id="preview" className="prose" html={refused.preview} />
          </section>
        )}
        <input type="hidden" name="idempotencyKey" value={typed(state, "idempotencyKey", idempotencyKey)} />
        <Field
          name="title"
          label="Title"
          required
          minLength={titleLimits.min}
          maxLength={titleLimits.max}
          defaultValue={typed(state, "title")}
          errors={errorsOf(state, "title")}
          help={`What the thread claims or asks, in ${titleLimits.min} to ${titleLimits.max} characters.`}
        />
        <TextField
          name="body"
          label="Opening post"
          rows={16}
          required
          defaultValue={typed(state, "body")}
          errors={errorsOf(state, "body")}
          help={<MarkdownHelp />}
        />
        <TagPicker
          tags={tags}
          chosen={typedAll(state, "tags")}
          errors={errorsOf(state, "tags")}
          help={`One to ${maxTags}, at least one of them a chain or a topic.`}
        />
        <div className="form-actions">
          <button className="button button-primary" name="intent" value="start" disabled={isSending}>
            {isSending ? "Posting …" : "Start thread"}
          </button>
          <button className="button" name="intent" value="preview" disabled={isSending}>
            Preview
          </button>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => [
  { title: "New thread · Counterproof" },
  { name: "robots", content: "noindex" },
];

export const headers = keepRetryAfter;
