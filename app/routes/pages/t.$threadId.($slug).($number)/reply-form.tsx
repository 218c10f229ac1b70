import { Form } from "@remix-run/react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import type { Viewer } from "~/features/auth/auth";
import { EarlierText } from "~/features/drafts/components/earlier-text";
import { DraftConflict, DraftLine } from "~/features/drafts/components/draft-line";
import { useWritingForm } from "~/features/drafts/components/use-writing-form";
import { WritingActions } from "~/features/drafts/components/writing-actions";
import { placeOf } from "~/features/drafts/drafts";
import { UploadingEditor } from "~/features/composer/components/uploading-editor";
import { ByteCount } from "~/features/composer/components/byte-count";
import { NewPostFolds } from "~/features/posts/components/new-post-folds";
import { relations, relationWords } from "~/features/posts/posts";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { isComposed } from "~/ui/combobox";
import { FormErrors } from "~/ui/field";
import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { Preview, type Previewed } from "~/ui/preview";
import { DockEdge } from "./dock-edge";
import { DockField } from "./dock-field";
import type { Dock } from "./use-dock";

export type Answered = { id: number; number: number | null; author: { name: string } | null };

type Props = {
  thread: Thread;
  viewer: NonNullable<Viewer>;
  /** What to know before writing. */
  note: ReactNode;
  answered: Answered | null;
  onAnswerThread(): void;
  idempotencyKey: string | null;
  draft: { version: number; updatedAt: string } | null;
  state: FormState;
  preview: Previewed | null;
  /** What the same form posted before, when it was sent again with another text. */
  earlier: string | undefined;
  field: RefObject<HTMLTextAreaElement>;
  dock: Dock;
};

/** Answers the thread, or one post of it: what the dock contains. */
export function ReplyForm(props: Props) {
  const { thread, viewer, answered, onAnswerThread, idempotencyKey, state, preview, earlier, field, dock } = props;
  const { form, draft, isSending } = useWritingForm({
    memberId: viewer.id,
    place: placeOf.reply(thread),
    stored: props.draft,
    isSuccessPath: (pathname) => pathname.startsWith("/p/"),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposed(event.nativeEvent) || event.key !== "Escape" || dock.state !== "open") return;
    dock.fold();
  };

  return (
    <>
      {dock.state === "open" && <DockEdge onFold={dock.fold} />}
      {dock.state === "folded" && (
        <div className="dock-bar">
          <DockField isBegun={draft.status !== "untouched"} onOpen={dock.open} />
          <DraftLine draft={draft} />
        </div>
      )}
      <div className="dock-room" hidden={dock.state === "folded"}>
        <Form method="post" ref={form} className="reply-form" onKeyDown={onKeyDown}>
          <div className="reply-whom">
            <h2>
              {answered ? (
                <>
                  Replying to {answered.number === null ? "a post of another page" : `post ${answered.number}`}
                  {answered.author && <span>{answered.author.name}</span>}
                </>
              ) : (
                "Reply"
              )}
            </h2>
            <input type="hidden" name="parent" value={answered?.id ?? ""} />
            {answered && <Relations chosen={typed(state, "relation")} />}
            {answered && (
              <p className="reply-thread">
                <a
                  href={`${paths.threadAt(thread, answered.number ?? 1)}#reply`}
                  onClick={(event) => {
                    event.preventDefault();
                    onAnswerThread();
                  }}
                >
                  Answer the thread instead
                </a>
              </p>
            )}
            {props.note}
          </div>
          <div className="reply-text">
            <FormErrors errors={errorsOf(state, "")} />
            {earlier !== undefined && <EarlierText text={earlier} />}
            <DraftConflict draft={draft} />
            {preview !== null && <Preview {...preview} heading="h3" />}
            <input type="hidden" name="idempotencyKey" value={typed(state, "idempotencyKey", idempotencyKey ?? "")} />
            <input type="hidden" name="confirmedKeys" value={typed(state, "confirmedKeys")} />
            <input
              type="hidden"
              name="draftVersion"
              value={typed(state, "draftVersion", String(props.draft?.version ?? 0))}
            />
            <UploadingEditor
              field={field}
              threadId={thread.id}
              name="body"
              label="Your reply"
              rows={10}
              defaultValue={typed(state, "body")}
              errors={errorsOf(state, "body")}
              previewBeside={dock.state === "open" ? "(min-width: 1240px)" : undefined}
            />
          </div>
          <WritingActions
            intent="reply"
            label="Post reply"
            sending="Posting …"
            refused="Not posted"
            state={state}
            isSending={isSending}
            draft={draft}
            hasLine={dock.state !== "folded"}
            formAction="#reply"
            length={<ByteCount field={field} name="body" />}
            folds={<NewPostFolds state={state} />}
          />
        </Form>
      </div>
    </>
  );
}

function Relations({ chosen }: { chosen: string }) {
  return (
    <fieldset className="relations">
      <legend>This reply</legend>
      {["", ...relations].map((relation) => (
        <label key={relation}>
          <input type="radio" name="relation" value={relation} defaultChecked={chosen === relation} />
          {relation === "" ? "no relation" : relationWords[relation as (typeof relations)[number]]}
        </label>
      ))}
    </fieldset>
  );
}
