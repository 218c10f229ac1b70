import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireModerator } from "~/features/auth/auth.server";
import { Reason } from "~/features/moderation/moderation";
import { eraseRevisionLogged } from "~/features/moderation/moderation.server";
import { findPostToEdit, findRevision } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";

const keysOf = (params: LoaderFunctionArgs["params"]) => ({
  postId: idParam(params["postId"]),
  revision: idParam(params["number"]),
});

/** Asks why one revision's text is to be erased. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await requireModerator(context);
  const { postId, revision } = keysOf(params);
  const [post, text] = await Promise.all([findPostToEdit(postId, viewer), findRevision(postId, revision)]);
  invariantResponse(post && text !== null, "There is no such revision.", { status: 404 });
  invariantResponse(text !== "", "This text was erased before.", { status: 409 });
  const { id, number, author, thread } = post;
  return json({ post: { id, number, author, thread }, revision, isCurrent: post.revision === revision, text });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const by = await requireModerator(context);
  const { postId, revision } = keysOf(params);
  const form = parseForm(await request.formData(), z.object({ reason: Reason }));
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const erased = await eraseRevisionLogged({ by, postId, revision, reason: form.value.reason });
  if (erased.ok) return redirect(paths.postHistory({ id: postId }), 303);
  invariantResponse(erased.reason !== "no-such-revision", "There is no such revision.", { status: 404 });
  const isOwn = erased.reason === "own-post";
  const words = isOwn ? "This post is yours: another moderator erases it." : "This text was erased before.";
  return json({ reply: refuse(form.fields, { "": [words] }) }, { status: isOwn ? 403 : 409 });
}

export default function EraseRevision() {
  const { post, revision, isCurrent, text } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page form-narrow">
      <h1>{`Erase revision ${revision} of post ${post.number}`}</h1>
      <p className="form-context">
        By {post.author.name} in <a href={paths.post(post)}>{post.thread.title}</a>. For personal data only: the text is
        gone for good, and <b>nobody can bring it back</b>.{" "}
        {isCurrent && "It is the current text: “A moderator erased this text.” stands in its place then. "}
        Your reason is shown to everybody in the <a href={paths.modLog()}>moderation log</a>: don’t repeat the data.
      </p>
      <blockquote className="judged" dir="auto" tabIndex={0}>
        {text}
      </blockquote>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(state, "")} />
        <ReasonField state={state} />
        <div className="form-actions">
          <button className="button button-primary">Erase the text</button>
          <a href={paths.postHistory(post)}>Cancel</a>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Erase a revision");
