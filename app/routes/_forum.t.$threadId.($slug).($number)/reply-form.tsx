import { Form, useNavigation } from "@remix-run/react";
import type { Viewer } from "~/features/auth/auth";
import { MarkdownHelp } from "~/features/posts/components/markdown-help";
import { relations, relationWords } from "~/features/posts/posts";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { FormErrors, TextField } from "~/ui/field";
import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { HtmlBody } from "~/ui/html-body";

type Props = {
  thread: Thread;
  viewer: Viewer;
  mayReply: boolean;
  answered: { id: number; number: number; author: { name: string } } | null;
  idempotencyKey: string | null;
  state: FormState;
  preview: string | null;
};

/** Answers the thread, or one post of it. A plain form: it works before and without script. */
export function ReplyForm({ thread, viewer, mayReply, answered, idempotencyKey, state, preview }: Props) {
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle" && navigation.formMethod === "POST";
  if (!mayReply) return <NoReply thread={thread} viewer={viewer} />;

  const parent = answered ? String(answered.id) : typed(state, "parent");
  return (
    <Form method="post" className="reply-form" id="reply">
      <h2>{answered ? `Answer ${answered.author.name}, post ${answered.number}` : "Reply"}</h2>
      <FormErrors errors={errorsOf(state, "")} />
      {preview !== null && (
        <section className="preview" aria-label="Preview">
          <h3>Preview</h3>
          <HtmlBody id="preview" className="prose" html={preview} />
        </section>
      )}
      <input type="hidden" name="idempotencyKey" value={typed(state, "idempotencyKey", idempotencyKey ?? "")} />
      <input type="hidden" name="parent" value={parent} />
      {parent !== "" && (
        <fieldset className="relations">
          <legend>How it stands to that post (optional)</legend>
          {["", ...relations].map((relation) => (
            <label key={relation}>
              <input
                type="radio"
                name="relation"
                value={relation}
                defaultChecked={typed(state, "relation") === relation}
              />
              {relation === "" ? "answers it" : relationWords[relation as (typeof relations)[number]]}
            </label>
          ))}
        </fieldset>
      )}
      <TextField
        name="body"
        label="Your reply"
        rows={10}
        required
        defaultValue={typed(state, "body")}
        errors={errorsOf(state, "body")}
        help={<MarkdownHelp />}
      />
      <div className="form-actions">
        <button className="button button-primary" name="intent" value="reply" disabled={isSending}>
          {isSending ? "Posting …" : "Post reply"}
        </button>
        <button className="button" name="intent" value="preview" disabled={isSending}>
          Preview
        </button>
        {answered && <a href={`${paths.threadAt(thread, answered.number)}#reply`}>Answer the thread instead</a>}
      </div>
    </Form>
  );
}

function NoReply({ thread, viewer }: { thread: Thread; viewer: Viewer }) {
  return (
    <p className="reply-closed" id="reply">
      {viewer?.isSuspended ? (
        "Your account is suspended: you can read, but not write."
      ) : thread.lockedAt ? (
        "This thread is locked: it takes no more replies."
      ) : (
        <>
          <a className="button button-primary" href={paths.signIn(`${paths.thread(thread)}#reply`)}>
            Sign in to reply
          </a>
          or <a href={paths.signUp(`${paths.thread(thread)}#reply`)}>join</a>; it takes a handle and a password.
        </>
      )}
    </p>
  );
}
