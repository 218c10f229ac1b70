import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type TypedResponse,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Member } from "~/features/auth/auth";
import { requireModerator } from "~/features/auth/auth.server";
import { RetagForm } from "~/features/moderation/moderation";
import { retagThreadLogged } from "~/features/moderation/moderation.server";
import { findPostToEdit, locateOpening } from "~/features/posts/posts.server";
import { TagPicker } from "~/features/tags/components/tag-picker";
import { faultInTags, maxTags } from "~/features/tags/tags";
import { findTags, listTags } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf, type FormState, typed, typedAll } from "~/ui/form-state";
import { ReasonField } from "~/ui/reason-field";
import { privateMeta } from "~/ui/page-meta";
import { idParam } from "~/platform/id-param";

/** A thread's opening post carries its tags and the version of both. */
async function openingOf({ params }: Pick<LoaderFunctionArgs, "params">, moderator: Member) {
  const id = idParam(params["threadId"]);
  const postId = await locateOpening(id);
  const post = postId === null ? null : await findPostToEdit(postId, moderator);
  invariantResponse(post, "There is no such thread.", { status: 404 });
  return post;
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  const moderator = await requireModerator(context);
  const { thread, version } = await openingOf({ params }, moderator);
  return json({
    thread: { id: thread.id, slug: thread.slug, title: thread.title },
    chosen: thread.tags.map((tag) => tag.slug),
    version,
    tags: await listTags(),
  });
}

type Refused = { reply: FormState };

export async function action({ params, request, context }: ActionFunctionArgs): Promise<TypedResponse<Refused>> {
  const by = await requireModerator(context);
  const { thread } = await openingOf({ params }, by);
  const form = parseForm(await request.formData(), RetagForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });

  const { tags: slugs, reason, version } = form.value;
  const tags = await findTags(db, slugs);
  const fault = faultInTags(slugs, tags);
  if (fault) return json({ reply: refuse(form.fields, { tags: [fault] }) }, { status: 422 });

  const tagIds = tags.map((tag) => tag.id);
  const retagged = await retagThreadLogged({ by, threadId: thread.id, tagIds, version, reason });
  if (retagged.ok) return redirect(paths.thread(thread), 303);
  invariantResponse(retagged.reason === "edit-conflict", "There is no such thread any more.", { status: 404 });
  form.fields.set("version", String(retagged.version));
  const words = `The opening post or its tags were edited since you began. The thread has now: ${thread.tags.map(({ name }) => name).join(", ")}. Look at your choice again, then save.`;
  return json({ reply: refuse(form.fields, { "": [words] }) }, { status: 409 });
}

export default function RetagThread() {
  const { thread, chosen, version, tags } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const typedTags = typedAll(state, "tags");
  return (
    <div className="form-page tag-form">
      <h1>File this thread under other tags</h1>
      <p className="form-context">
        <a href={paths.thread(thread)}>{thread.title}</a>. The thread says in a line what changed, and the{" "}
        <a href={paths.modLog()}>public log</a> says why.
      </p>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <input type="hidden" name="version" value={typed(state, "version", String(version))} />
        <TagPicker
          tags={tags}
          chosen={typedTags.length > 0 ? typedTags : chosen}
          errors={errorsOf(state, "tags")}
          help={`One to ${maxTags}, at least one of them a chain or a topic.`}
        />
        <ReasonField state={state} />
        <div className="form-actions">
          <button className="button button-primary">Save</button>
          <a href={paths.thread(thread)}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Retag a thread");
