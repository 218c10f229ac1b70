import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { findHeldText, getViewer, requireMember, signInKeepingText } from "~/features/auth/auth.server";
import { InterestForm } from "~/features/flags/flags";
import { answerInterest, findOwnQuestion } from "~/features/flags/flags.server";
import { findPostToJudge } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf, stateOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";
import { Unsent } from "~/ui/unsent";

const nobodyAsked = "Nobody asked you about this post.";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const postId = idParam(params["postId"]);
  const question = await findOwnQuestion(member.id, postId);
  const post = question && (await findPostToJudge(postId));
  invariantResponse(question && post, nobodyAsked, { status: 404 });
  return json({ question, post, held: await findHeldText(context.url) });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireMember(context, request);
  const postId = idParam(params["postId"]);
  invariantResponse(await findOwnQuestion(by.id, postId), nobodyAsked, { status: 404 });
  const form = parseForm(await request.formData(), InterestForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { question: questionId, ...answer } = form.value;
  if (!(await answerInterest({ by, questionId, ...answer })))
    return json({ reply: refuse(form.fields, { "": ["You answered this before."] }) }, { status: 409 });
  return redirect(paths.answerInterest({ id: postId }), 303);
}

export default function AnswerInterest() {
  const { question, post, held } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply ?? stateOf(held);
  return (
    <div className="form-page form-narrow">
      <h1>Have you an interest in this?</h1>
      <p className="form-context">
        A moderator asks you in private about <a href={paths.post(post)}>{`post ${post.number}`}</a> of{" "}
        {post.threadTitle}, <Time at={question.askedAt} />. Nobody else sees the question, and you need not answer.
      </p>
      <blockquote className="judged" dir="auto" tabIndex={0}>
        {question.words}
      </blockquote>
      {question.answer ? (
        <>
          <Unsent state={state} />
          <p role="status">
            You answered: {question.answer === "disclosed" ? "an interest" : "none"}
            {question.answerWords && `, “${question.answerWords}”`}.{" "}
            {question.isPublic ? "It stands beside your name." : "Only moderators see it."}
          </p>
        </>
      ) : (
        <Form method="post" reloadDocument>
          <FormErrors errors={errorsOf(state, "")} />
          <input type="hidden" name="question" value={question.id} />
          <fieldset className="field">
            <legend>Your answer</legend>
            <label>
              <input
                type="radio"
                name="answer"
                value="disclosed"
                required
                defaultChecked={typed(state, "answer") === "disclosed"}
              />{" "}
              I have an interest: show it beside my name at this post
            </label>
            <label>
              <input type="radio" name="answer" value="denied" defaultChecked={typed(state, "answer") === "denied"} /> I
              have none
            </label>
          </fieldset>
          <Field
            {...fieldOf(state, "words")}
            label="In a few words"
            maxLength={160}
            help="Which interest it is, or why there is none: “works on a sequencer”."
          />
          <label>
            <input type="checkbox" name="isPublic" defaultChecked={typed(state, "isPublic") === "on"} /> Show the answer
            beside my name, also if I have none
          </label>
          <p className="form-actions">
            <button className="button button-primary">Answer</button>
            <a href={paths.post(post)}>Not now</a>
          </p>
        </Form>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("A question to you");
