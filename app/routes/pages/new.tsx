import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  Form,
  useActionData,
  useLoaderData,
  useRouteLoaderData,
} from "@remix-run/react";
import { useRef, useState } from "react";
import { findHeldText, getViewer, requireMember, signInKeepingText } from "~/features/auth/auth.server";
import { EarlierText } from "~/features/drafts/components/earlier-text";
import { DraftConflict } from "~/features/drafts/components/draft-line";
import { useWritingForm } from "~/features/drafts/components/use-writing-form";
import { WritingActions } from "~/features/drafts/components/writing-actions";
import { BannedLine } from "~/features/members/components/banned-line";
import { placeOf } from "~/features/drafts/drafts";
import { deleteDraft, findDraft, sentBefore, writingIntent } from "~/features/drafts/drafts.server";
import { UploadingEditor } from "~/features/composer/components/uploading-editor";
import { ByteCount } from "~/features/composer/components/byte-count";
import { PostingLimits } from "~/features/posts/components/posting-limits";
import { NewPostFolds } from "~/features/posts/components/new-post-folds";
import { showsNothing, StartThreadForm, unrenderable } from "~/features/posts/posts";
import { answerOf, limitsToTell, startThread } from "~/features/posts/posts.server";
import { TagPicker } from "~/features/tags/components/tag-picker";
import { maxTags } from "~/features/tags/tags";
import { listTags } from "~/features/tags/tags.server";
import { titleLimits } from "~/features/threads/threads";
import { paths } from "~/paths";
import { refuse } from "~/platform/form.server";
import { SimilarThreads } from "~/features/threads/components/similar-threads";
import { FormErrors, WrappingField } from "~/ui/field";
import { errorsOf, fieldOf, stateOf, typed, typedAll } from "~/ui/form-state";
import type { PageFoot } from "~/ui/page-foot";
import { Preview } from "~/ui/preview";
import { loadAgainUnlessRefused, sentOrKept } from "~/ui/sent-or-kept";
import type { loader as rootLoader } from "~/root";
import { privateMeta } from "~/ui/page-meta";

export const handle: PageFoot = { foot: "form" };

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  return json({
    tags: await listTags(),
    /** The tags of the list that one comes from. */
    askedTags: context.url.searchParams.getAll("tag").slice(0, maxTags),
    /** Tags that a file named and that are not here. */
    missing: context.url.searchParams.getAll("missing").slice(0, 20),
    held: await findHeldText(context.url),
    draft: await findDraft(member.id, placeOf.newThread),
    idempotencyKey: context.requestId,
    limits: await limitsToTell(member),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const author = await requireMember(context, request);

  const fields = await request.formData();
  const place = placeOf.newThread;
  const writing = await writingIntent({
    fields,
    schema: StartThreadForm,
    author,
    place,
    thread: null,
    isNew: true,
    request,
    address: context.address,
  });
  if (writing.is === "saved") return redirect(paths.newThread(), 303);
  if (writing.is === "answered") return json(writing.answer, writing.init);

  const { title, body, disclosure, diagramSizes, idempotencyKey } = writing.value;
  const started = await startThread({
    author,
    title,
    body,
    tagIds: writing.tagIds,
    disclosure,
    diagramSizes,
    key: idempotencyKey,
    address: context.address,
  });
  if (!started.ok && started.reason === "sent-before")
    return json(sentBefore(fields, started.earlier.body, context.requestId), { status: 409 });
  if (!started.ok && started.reason === "held") {
    await deleteDraft(author.id, place);
    return redirect(paths.heldText(started.heldId), 303);
  }
  if (!started.ok && started.reason === "not-now")
    return json({ reply: refuse(fields, { "": [started.notNow.words] }), preview: null }, answerOf(started.notNow));
  if (!started.ok) {
    const words = started.reason === "text-shows-nothing" ? showsNothing : unrenderable;
    return json({ reply: refuse(fields, { body: [words] }), preview: null }, { status: 422 });
  }
  await deleteDraft(author.id, place);
  return redirect(paths.post(started.post), 303);
}

/** What was not sent for want of a connection stays in the form. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  sentOrKept(() => serverAction<typeof action>(), { preview: null });

export const shouldRevalidate = loadAgainUnlessRefused;

/** Where the tag picker reads what the thread is about. */
const textFieldIds = ["field-title", "field-body"];

export default function NewThread() {
  const { tags, askedTags, missing, held, draft: stored, idempotencyKey, limits } = useLoaderData<typeof loader>();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const field = useRef<HTMLTextAreaElement>(null);
  const refused = useActionData<typeof action>();
  const state =
    refused?.reply ?? stateOf(held) ?? stateOf(stored && { ...stored.fields, idempotencyKey: [idempotencyKey] });
  const chosenTags = typedAll(state, "tags").length > 0 || refused ? typedAll(state, "tags") : askedTags;
  const [title, setTitle] = useState(typed(state, "title"));
  const { form, draft, isSending } = useWritingForm({
    memberId: viewer?.id ?? 0,
    place: placeOf.newThread,
    stored,
    isSuccessPath: (pathname) => pathname.startsWith("/p/"),
  });
  return (
    <div className="form-page">
      <h1>New thread</h1>
      <p className="form-context">
        <a href={paths.newFromMarkdown()}>Begin from a markdown file</a>
      </p>
      {missing.length > 0 && (
        <p className="notice" role="status">
          The file names tags that are not here: {missing.join(", ")}. Choose others below.
        </p>
      )}
      <Form method="post" className="thread-form" ref={form}>
        {viewer?.isSilenced && <BannedLine viewer={viewer} />}
        <PostingLimits {...limits} />
        <FormErrors errors={errorsOf(state, "")} />
        <DraftConflict draft={draft} />
        {refused && "earlier" in refused && <EarlierText text={refused.earlier} />}
        {refused?.preview && <Preview {...refused.preview} />}
        <input type="hidden" name="idempotencyKey" value={typed(state, "idempotencyKey", idempotencyKey)} />
        <input type="hidden" name="confirmedKeys" value={typed(state, "confirmedKeys")} />
        <input type="hidden" name="draftVersion" value={typed(state, "draftVersion", String(stored?.version ?? 0))} />
        <WrappingField
          {...fieldOf(state, "title")}
          label="Title"
          required
          limit={titleLimits.max}
          onInput={(event) => setTitle(event.currentTarget.value)}
          help={`What the thread claims or asks, in ${titleLimits.min} to ${titleLimits.max} characters.`}
        />
        <SimilarThreads title={title} />
        <TagPicker
          tags={tags}
          chosen={chosenTags}
          textFieldIds={textFieldIds}
          errors={errorsOf(state, "tags")}
          help={`One to ${maxTags}, at least one of them a chain or a topic.`}
        />
        <UploadingEditor
          field={field}
          name="body"
          label="Opening post"
          rows={16}
          defaultValue={typed(state, "body")}
          errors={errorsOf(state, "body")}
          previewBeside="(min-width: 960px)"
        />
        <WritingActions
          intent="start"
          label="Start thread"
          sending="Posting …"
          refused="Not started"
          state={state}
          isSending={isSending}
          draft={draft}
          length={<ByteCount field={field} name="body" />}
          folds={<NewPostFolds state={state} />}
        />
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("New thread");
