import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Member } from "~/features/auth/auth";
import { findHeldText, getViewer, requireWriter, signInKeepingText } from "~/features/auth/auth.server";
import { listClaimsOfPosts } from "~/features/claims/claims.server";
import { FlagReasons } from "~/features/flags/components/flag-reasons";
import { FlagForm, flagRefusals, flagsPerDay, flagWords } from "~/features/flags/flags";
import { countFlagsLeft, findOwnFlag, flagPost } from "~/features/flags/flags.server";
import { findPostToJudge, locatePost } from "~/features/posts/posts.server";
import { notYetWords } from "~/features/trust/trust";
import { readTrust } from "~/features/trust/trust.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { FormErrors } from "~/ui/field";
import { errorsOf, stateOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";
import { Unsent } from "~/ui/unsent";

const noPost = "There is no such post.";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const member = await requireWriter(context);
  const id = idParam(params["postId"]);
  const place = await locatePost(id, null);
  invariantResponse(place, noPost, { status: 404 });
  const [post, claims, left, flagged, notYet] = await Promise.all([
    findPostToJudge(id),
    listClaimsOfPosts([id], {}, member),
    countFlagsLeft(member.id),
    findOwnFlag(member.id, place),
    notYetFor(member),
  ]);
  invariantResponse(post, noPost, { status: 404 });
  invariantResponse(post.authorId !== member.id, flagRefusals.own.words, { status: 403 });
  return json({
    post: { ...post, thread: place.thread },
    claims: claims.map(({ id: claimId, text }) => ({ id: claimId, text })),
    left,
    flagged,
    notYet,
    held: await findHeldText(context.url),
  });
}

/** What a new member still has to do before flagging, in words; null for others. */
async function notYetFor(member: Member): Promise<string | null> {
  const trust = await readTrust(member);
  return trust.isTrusted ? null : notYetWords("flag posts", trust.limits, trust.done);
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireWriter(context, request);
  const postId = idParam(params["postId"]);
  const form = parseForm(await request.formData(), FlagForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const flagged = await flagPost({ by, postId, ...form.value });
  if (!flagged.ok) {
    const { status, ...refusal } = flagRefusals[flagged.reason];
    const words = (flagged.reason === "too-new" && (await notYetFor(by))) || refusal.words;
    return json({ reply: refuse(form.fields, { "": [words] }) }, { status });
  }
  return redirect(paths.flag({ id: postId }), 303);
}

export default function FlagPost() {
  const { post, claims, left, flagged, notYet, held } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply ?? stateOf(held);
  const back = paths.postInThread(post.thread, post);
  return (
    <div className="flag-page">
      <header>
        <p className="form-context">
          <a href={back}>{post.threadTitle}</a>
        </p>
        <h1>{`Flag post ${post.number} by ${post.authorName}`}</h1>
        <p className="page-lead">Moderators see who flags and why; readers and the author don’t see who.</p>
      </header>
      <div className="flag-main">
        <blockquote className="judged" dir="auto" tabIndex={0}>
          <p className="judged-by">
            <b>{post.authorName}</b>, post {post.number}, <Time at={post.createdAt} />
          </p>
          {post.text || "This post shows no text."}
        </blockquote>
        {flagged ? (
          <>
            <Unsent state={state} choices={["reason"]} />
            <p className="flag-done" role="status">
              You flagged this post as {flagWords[flagged.reason].as} on <Time at={flagged.at} />. A moderator looks at
              it; what they decide stands in the <a href={paths.modLog()}>moderation log</a>.{" "}
              <a href={back}>Back to the post</a>
            </p>
          </>
        ) : notYet && !state ? (
          <p className="flag-done" role="status">
            {notYet} <a href={paths.limits()}>All limits</a>.
          </p>
        ) : (
          <Form method="post" reloadDocument>
            <FormErrors errors={errorsOf(state, "")} />
            {notYet && (
              <p className="flag-left">
                <a href={paths.limits()}>All limits</a>
              </p>
            )}
            <FlagReasons state={state} />
            <div className="form-actions">
              <button className="button button-primary" disabled={left === 0}>{`Flag post ${post.number}`}</button>
              <a className="button" href={back}>
                Cancel
              </a>
              <span className="flag-left">{`${left} of ${flagsPerDay} flags left today`}</span>
            </div>
          </Form>
        )}
      </div>
      <aside className="flag-aside" aria-labelledby="is-it-wrong">
        <h2 id="is-it-wrong">Is it wrong?</h2>
        <p>
          That is no reason for a flag. A wrong number is disputed, a wrong argument is answered, and both stay for
          everybody to read.
        </p>
        <ul>
          {claims.map((claim) => (
            <li key={claim.id}>
              <q>{claim.text}</q>
              <a href={paths.claim(claim)}>Dispute this claim</a>
            </li>
          ))}
          <li>
            <a href={paths.replyTo(post.thread, post)}>{`Reply to post ${post.number}`}</a>
          </li>
        </ul>
      </aside>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Flag a post");
