import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireModerator } from "~/features/auth/auth.server";
import { ModActionForm } from "~/features/moderation/moderation";
import { moderate } from "~/features/moderation/moderation.server";
import { findPostToJudge } from "~/features/posts/posts.server";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { ReasonField } from "~/ui/reason-field";
import { privateMeta } from "~/ui/page-meta";

const Asked = ModActionForm.omit({ reason: true });

/** Asks for the reason of one action: `?kind=hide_post&target=12`. */
export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await requireModerator(context);
  const asked = Asked.safeParse(Object.fromEntries(context.url.searchParams));
  invariantResponse(asked.success, "Choose what to moderate at a post or at a thread.", { status: 400 });
  const { kind, target } = asked.data;
  const [post, thread] = await Promise.all([
    nouns[kind] === "post" ? findPostToJudge(target) : null,
    nouns[kind] === "thread" ? findThread(target, viewer) : null,
  ]);
  return json({ kind, target, post, thread: thread && { title: thread.title } });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireModerator(context);
  const form = parseForm(await request.formData(), ModActionForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const done = await moderate({ by, ...form.value });
  if (!done.ok)
    return json(
      { reply: refuse(form.fields, { "": ["There is nothing to do: it is not there, or it is so already."] }) },
      { status: 409 },
    );
  return redirect(placeOf(done), 303);
}

/** Where what was done can be seen. */
function placeOf({ postId, threadId }: { postId: number | null; threadId: number | null }) {
  if (postId !== null) return paths.post({ id: postId });
  return threadId === null ? paths.uploads({ of: "everybody" }) : paths.threadById(threadId);
}

/** The page on which it can be read whole. */
const linkTo = {
  post: (id: number) => paths.post({ id }),
  thread: (id: number) => paths.threadById(id),
  picture: () => paths.uploads({ of: "everybody" }),
};
const nouns = {
  hide_post: "post",
  restore_post: "post",
  lock_thread: "thread",
  unlock_thread: "thread",
  pin_thread: "thread",
  unpin_thread: "thread",
  slow_thread: "thread",
  unslow_thread: "thread",
  remove_upload: "picture",
} as const;
const verbs = {
  hide_post: "Hide",
  restore_post: "Restore",
  lock_thread: "Lock",
  unlock_thread: "Unlock",
  pin_thread: "Pin",
  unpin_thread: "Unpin",
  slow_thread: "Slow down",
  unslow_thread: "End the slow mode of",
  remove_upload: "Remove",
};

type Asking = {
  kind: keyof typeof verbs;
  post: { number: number; authorName: string } | null;
  thread: { title: string } | null;
};

/** "Hide post 4 by Wren Calloway", "Lock “Which TPS?”"; of what isn't there, "Hide this post". */
function headingOf({ kind, post, thread }: Asking) {
  const what = post
    ? `post ${post.number} by ${post.authorName}`
    : thread
      ? `“${thread.title}”`
      : `this ${nouns[kind]}`;
  return `${verbs[kind]} ${what}`;
}

export default function Moderate() {
  const asked = useLoaderData<typeof loader>();
  const { kind, target, post } = asked;
  const state = useActionData<typeof action>()?.reply;
  const placeToRead = linkTo[nouns[kind]](target);
  return (
    <div className="form-page form-narrow">
      <h1>{headingOf(asked)}</h1>
      <p className="form-context">
        {post ? (
          <>
            In <a href={paths.post(post)}>{post.threadTitle}</a>.{" "}
          </>
        ) : (
          <>
            Look at <a href={placeToRead}>{`the ${nouns[kind]}`}</a> first.{" "}
          </>
        )}
        Your reason is shown to everybody in the <a href={paths.modLog()}>moderation log</a>
        {kind === "hide_post" || kind === "lock_thread" ? ` and in the ${nouns[kind]}'s place` : ""}.
      </p>
      {post && (
        <blockquote className="judged" dir="auto" tabIndex={0}>
          {post.text || "This post shows no text."}
        </blockquote>
      )}
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="target" value={target} />
        <ReasonField state={state} />
        <div className="form-actions">
          <button className="button button-primary">{verbs[kind]}</button>
          <a href={placeToRead}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Moderate");
