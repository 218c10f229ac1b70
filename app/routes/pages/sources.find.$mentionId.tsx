import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { canWrite, isModerator } from "~/features/auth/auth";
import { countAttempt, getViewer, waitInWords, limits, requireWriter } from "~/features/auth/auth.server";
import {
  acceptProposal,
  clearMention,
  findMention,
  proposeSource,
  ProposalForm,
} from "~/features/citations/citations.server";
import { refreshCitationLists, reprocessNow } from "~/features/posts/posts.server";
import { SourceLine } from "~/features/sources/components/source-line";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { idParam } from "~/platform/id-param";
import { Unsent } from "~/ui/unsent";

function idOf({ params }: Pick<LoaderFunctionArgs, "params">) {
  const id = idParam(params["mentionId"]);
  invariantResponse(id > 0, "There is no such source to find.", { status: 404 });
  return id;
}

export async function loader(given: LoaderFunctionArgs) {
  const mention = await findMention(idOf(given), await getViewer(given.context));
  invariantResponse(mention, "There is no such source to find.", { status: 404 });
  return json({ mention });
}

const refusals = {
  "no-such-mention": { status: 404, words: "This name is not there any more: its author has changed the post." },
  "not-an-address": {
    status: 422,
    words:
      "Give an address that others can open, an identifier (EIP-7773, doi:10.…, arXiv:…) or the name of a source here.",
  },
  settled: { status: 409, words: "Somebody has found it already." },
  "not-allowed": { status: 403, words: "Only the post’s author takes a source back." },
} as const;

export async function action({ request, params, context }: ActionFunctionArgs) {
  const mentionId = idOf({ params });
  const by = await requireWriter(context, request);
  const form = parseForm(await request.formData(), ProposalForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.sourceByMember, by.id);
  if (wait > 0) {
    const words = `You have proposed a lot in a short time. Try again ${waitInWords(wait)}.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }

  const { intent, address, title, proposal } = form.value;
  const done =
    intent === "clear"
      ? await clearMention({ mentionId, by })
      : intent === "accept"
        ? await acceptProposal({ mentionId, proposalId: proposal ?? 0, by })
        : await proposeSource({ mentionId, by, address, title });
  if (!done.ok) {
    const { status, words } = refusals[done.reason];
    return json(
      { reply: refuse(form.fields, { [done.reason === "not-an-address" ? "address" : ""]: [words] }) },
      { status },
    );
  }
  if (done.isSettled || intent === "clear") await reprocessNow(done.postId, by);
  else await refreshCitationLists([done.postId]);
  return redirect(done.isSettled ? paths.post({ id: done.postId }) : paths.findSource({ id: mentionId }), 303);
}

export default function FindSource() {
  const { mention } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  const { post, proposals, source } = mention;
  const isWriter = viewer?.id === post.author.id;
  return (
    <div className="form-page form-narrow">
      <h1>{source ? "A source that was found" : "Find this source"}</h1>
      <p className="form-context">
        <a href={paths.postInThread(post.thread, post)}>
          {post.thread.title}, post {post.number}
        </a>{" "}
        by {post.author.name} names it without a link:
      </p>
      <blockquote className="mention-words" dir="auto">
        {mention.text}
      </blockquote>
      {source ? <Unsent state={state} /> : <FormErrors errors={errorsOf(state, "")} />}
      {source && (
        <ul className="line-list">
          <li>
            <SourceLine source={source} />
            {viewer && (isWriter || isModerator(viewer)) && (
              <Form method="post" reloadDocument>
                <button className="button" name="intent" value="clear">
                  It is not that
                </button>
              </Form>
            )}
          </li>
        </ul>
      )}
      {!source && proposals.length > 0 && (
        <section>
          <h2>Proposed</h2>
          <ul className="line-list">
            {proposals.map((proposal) => (
              <li key={proposal.id}>
                <SourceLine source={proposal.source}>{` · proposed by ${proposal.by.name}`}</SourceLine>
                {canWrite(viewer) && !proposal.acceptedBy.includes(viewer.id) && (
                  <Form method="post" reloadDocument>
                    <input type="hidden" name="proposal" value={proposal.id} />
                    <button className="button" name="intent" value="accept">
                      {isWriter ? "Yes, that is what I meant" : "I agree"}
                      <span className="visually-hidden">: {proposal.source.title}</span>
                    </button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
          <p className="form-context">The author settles it, or two readers beside the one who proposed.</p>
        </section>
      )}
      {!source &&
        (canWrite(viewer) ? (
          <Form method="post" reloadDocument>
            <Field
              {...fieldOf(state, "address")}
              label="Address, identifier or citekey"
              required
              maxLength={2000}
              help="https://…, EIP-7773, doi:10.…, arXiv:2305.12345, or the name of a source here."
            />
            <Field
              {...fieldOf(state, "title")}
              label="Title (optional)"
              maxLength={300}
              help="What the page calls itself."
            />
            <div className="form-actions">
              <button className="button button-primary" name="intent" value="propose">
                {isWriter ? "This is it" : "Propose it"}
              </button>
            </div>
          </Form>
        ) : (
          !viewer && (
            <p>
              <a className="button button-primary" href={paths.signIn(paths.findSource(mention))}>
                Sign in to propose a source
              </a>
            </p>
          )
        ))}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Find a source");
