import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  Form,
  useActionData,
  useLoaderData,
  useRouteLoaderData,
} from "@remix-run/react";
import { useRef } from "react";
import { findHeldText, getViewer, refusedText, requireWriter, signInKeepingText } from "~/features/auth/auth.server";
import { DraftConflict } from "~/features/drafts/components/draft-line";
import { useWritingForm } from "~/features/drafts/components/use-writing-form";
import { WritingActions } from "~/features/drafts/components/writing-actions";
import { placeOf } from "~/features/drafts/drafts";
import { deleteDraft, findDraft, writingIntent } from "~/features/drafts/drafts.server";
import { UploadingEditor } from "~/features/composer/components/uploading-editor";
import { ByteCount } from "~/features/composer/components/byte-count";
import { MarkdownHelp } from "~/features/posts/components/markdown-help";
import { canDelete, canEdit, editFormOf, mostBytesOfEdit, showsNothing, unrenderable } from "~/features/posts/posts";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { deletePost, editPost, findPostToEdit, undeletePost } from "~/features/posts/posts.server";
import { TagPicker } from "~/features/tags/components/tag-picker";
import { maxTags } from "~/features/tags/tags";
import { listTags } from "~/features/tags/tags.server";
import { titleLimits } from "~/features/threads/threads";
import { paths } from "~/paths";
import { refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors, TextField, WrappingField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, stateOf, typed, typedAll } from "~/ui/form-state";
import type { PageFoot } from "~/ui/page-foot";
import { Preview, type Previewed } from "~/ui/preview";
import { loadAgainUnlessRefused, sentOrKept } from "~/ui/sent-or-kept";
import type { loader as rootLoader } from "~/root";
import { privateMeta } from "~/ui/page-meta";
import { idParam } from "~/platform/id-param";
import { inThousands } from "~/ui/count";

const noPost = "There is no such post.";
const mayNotEdit = "Only its author edits a post, and only while its thread is open.";

export const handle: PageFoot = { foot: "form" };

export async function loader({ params, context }: LoaderFunctionArgs) {
  const member = await requireWriter(context);
  const post = await findPostToEdit(idParam(params["postId"]), member);
  invariantResponse(post, noPost, { status: 404 });
  invariantResponse(canEdit(member, post, post.thread), mayNotEdit, { status: 403 });
  return json({
    post,
    mayDelete: canDelete(member, post, post.thread),
    tags: post.number === 1 ? await listTags() : [],
    held: await findHeldText(context.url),
    draft: await findDraft(member.id, placeOf.edit(post)),
  });
}

type Refused = { reply: FormState; preview: Previewed | null; conflict: { body: string; version: number } | null };
const refused = (reply: FormState, status: number, conflict: Refused["conflict"] = null) =>
  json<Refused>({ reply, preview: null, conflict }, { status });

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const member = await requireWriter(context, request);
  const fields = await request.formData();
  const post = await findPostToEdit(idParam(params["postId"]), member);
  if (!post) throw refusedText(fields, { status: 404, message: noPost });
  const intent = fields.get("intent");
  if (intent === "delete" || intent === "undelete") {
    const done = await (intent === "delete" ? deletePost : undeletePost)({ postId: post.id, by: member });
    invariantResponse(
      done.ok,
      "This post can't be deleted or brought back: it is not yours, its thread is locked, or others have answered it.",
      { status: 403 },
    );
    const isGone = intent === "delete" && post.number === 1;
    return redirect(isGone ? paths.home() : paths.postInThread(post.thread, post), 303);
  }
  if (!canEdit(member, post, post.thread))
    throw refusedText(
      fields,
      post.thread.lockedAt
        ? { status: 409, message: "The thread is locked: its posts can’t be edited any more. This was not saved." }
        : { status: 403, message: mayNotEdit },
    );

  const place = placeOf.edit(post);
  const writing = await writingIntent({
    fields,
    schema: editFormOf(post),
    author: member,
    place,
    thread: { id: post.thread.id },
    isNew: false,
    request,
    address: context.address,
  });
  if (writing.is === "saved") return redirect(paths.editPost(post), 303);
  if (writing.is === "answered") return json<Refused>({ ...writing.answer, conflict: null }, writing.init);

  const { body, reason, revision, diagramSizes } = writing.value;
  const thread = "title" in writing.value ? { title: writing.value.title, tagIds: writing.tagIds } : undefined;
  const edited = await editPost({
    by: member,
    postId: post.id,
    body,
    reason,
    version: revision,
    diagramSizes,
    ...(thread && { thread }),
  });
  if (edited.ok) {
    await deleteDraft(member.id, place);
    return redirect(paths.post(post), 303);
  }
  if (edited.reason === "edit-conflict") {
    const words =
      "This post was edited elsewhere since you began. Both texts stand below: bring them together in the form, then save.";
    // The merged text is saved over the version that was shown, not over the one it began from.
    fields.set("revision", String(edited.version));
    return refused(refuse(fields, { "": [words] }), 409, { body: edited.body, version: edited.version });
  }
  return refused(refuse(fields, { body: [refusals[edited.reason]] }), 422);
}

const refusals = {
  "not-allowed": "You can't edit this post any more. Copy your text before you leave.",
  "text-not-renderable": unrenderable,
  "text-shows-nothing": showsNothing,
};

/** What was not sent for want of a connection stays in the form. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  sentOrKept(() => serverAction<typeof action>(), { preview: null, conflict: null });

export const shouldRevalidate = loadAgainUnlessRefused;

/** Where the tag picker reads what the thread is about. */
const textFieldIds = ["field-title", "field-body"];

export default function EditPost() {
  const { post, tags, held, draft: stored, mayDelete } = useLoaderData<typeof loader>();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const field = useRef<HTMLTextAreaElement>(null);
  const answer = useActionData<typeof action>() as Refused | undefined;
  const state = answer?.reply ?? stateOf(held) ?? stateOf(stored?.fields ?? null);
  const { form, draft, isSending } = useWritingForm({
    memberId: viewer?.id ?? 0,
    place: placeOf.edit(post),
    stored,
    isSuccessPath: (pathname) => pathname === paths.post(post),
  });
  const isOpening = post.number === 1;
  const most = mostBytesOfEdit(post.body);
  const chosen = typedAll(state, "tags");
  return (
    <div className="form-page">
      <h1>{isOpening ? "Edit the opening post" : `Edit post ${post.number}`}</h1>
      <p className="form-context">
        in <a href={paths.postInThread(post.thread, post)}>{post.thread.title}</a>
      </p>
      <Form method="post" className="thread-form" ref={form}>
        <FormErrors errors={errorsOf(state, "")} />
        <DraftConflict draft={draft} />
        {answer?.conflict && (
          <TextField
            name="theirs"
            label="What stands now"
            rows={10}
            readOnly
            defaultValue={answer.conflict.body}
            help="The other edit, as it was saved. It is not sent with the form."
          />
        )}
        {answer?.preview && <Preview {...answer.preview} />}
        <input type="hidden" name="revision" value={typed(state, "revision", String(post.version))} />
        <input type="hidden" name="confirmedKeys" value={typed(state, "confirmedKeys")} />
        <input type="hidden" name="draftVersion" value={typed(state, "draftVersion", String(stored?.version ?? 0))} />
        {isOpening && (
          <WrappingField
            {...fieldOf(state, "title", post.thread.title)}
            label="Title"
            required
            limit={titleLimits.max}
          />
        )}
        {isOpening && (
          <TagPicker
            tags={tags}
            chosen={chosen.length > 0 ? chosen : post.thread.tags.map((tag) => tag.slug)}
            textFieldIds={textFieldIds}
            errors={errorsOf(state, "tags")}
            help={`One to ${maxTags}, at least one of them a chain or a topic.`}
          />
        )}
        {most > maxBodyBytes && (
          <p className="form-context">
            This text came from another forum and is longer than a post here may be. You can change and shorten it;
            longer than its {inThousands(most)} bytes it may not become.
          </p>
        )}
        <UploadingEditor
          field={field}
          threadId={post.thread.id}
          name="body"
          label="Text"
          rows={16}
          defaultValue={typed(state, "body", post.body)}
          errors={errorsOf(state, "body")}
          previewBeside="(min-width: 960px)"
        />
        <Field
          {...fieldOf(state, "reason")}
          label="Reason (optional)"
          limit={300}
          help="Shown in the post’s history: what was wrong, or what is new."
        />
        <WritingActions
          intent="save"
          label="Save"
          sending="Saving …"
          refused="Not saved"
          state={state}
          isSending={isSending}
          draft={draft}
          length={<ByteCount field={field} name="body" most={most} />}
          folds={<MarkdownHelp />}
        >
          <a href={paths.postInThread(post.thread, post)}>Cancel</a>
        </WritingActions>
      </Form>
      {mayDelete ? (
        <Form method="post" className="delete-form" reloadDocument>
          <h2>Delete</h2>
          <p>
            {isOpening ? "The thread goes with it. " : "A line stays that says there was a post. "}
            You can bring it back.
          </p>
          <button className="button button-danger" name="intent" value="delete">
            Delete this post
          </button>
        </Form>
      ) : (
        <p className="form-context">Others have answered this post, so it stays: say in it what you think now.</p>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Edit post");
