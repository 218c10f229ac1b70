import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { canWrite } from "~/features/auth/auth";
import { countAttempt, getViewer, limits, requireMember, waitInWords } from "~/features/auth/auth.server";
import { ClaimCheckView } from "~/features/claims/components/claim-check";
import { DisputeForm, isTroubled, statusGlyphs, statusWords } from "~/features/claims/claims";
import { confirmTrouble, disputeClaim, findClaim, listEvidence } from "~/features/claims/claims.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

const notThere = "There is no such claim.";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const claim = await findClaim(idParam(params["claimId"]), viewer);
  invariantResponse(claim, notThere, { status: 404 });
  return json({ claim, evidence: await listEvidence(claim.id) });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const by = await requireMember(context);
  const claim = await findClaim(idParam(params["claimId"]), by);
  invariantResponse(claim, notThere, { status: 404 });
  const fields = await request.formData();
  if (fields.get("intent") === "confirm") {
    invariantResponse(await confirmTrouble(claim.id, by.id), "Only its author confirms a claim’s check.", {
      status: 403,
    });
    return redirect(paths.claim(claim), 303);
  }
  const form = parseForm(fields, DisputeForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.sourceByMember, by.id);
  if (wait > 0) {
    const told = `You have given a lot of evidence in a short time. Try again ${waitInWords(wait)}.`;
    return json(
      { reply: refuse(form.fields, { "": [told] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  await disputeClaim(claim.id, by.id, form.value);
  return redirect(paths.claim(claim), 303);
}

export default function Claim() {
  const { claim, evidence } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  const { verdict, post, thread, author } = claim;
  return (
    <article className="claim-page">
      <h1 dir="auto">{`“${claim.text}”`}</h1>
      <p className="claim-status" data-status={claim.status}>
        <span aria-hidden="true">{statusGlyphs[claim.status]}</span> <b>{claim.word}</b>
        {claim.isPrivate && " · only you see this until a day has passed"}
      </p>
      <p className="form-context">
        <a href={paths.member(author)}>{author.name}</a> in{" "}
        <a href={paths.postInThread(thread, post)}>
          {thread.title}, post {post.number}
        </a>
        , stated <Time at={claim.statedAt} />
        {claim.subject && (
          <>
            {" · "}
            <a href={paths.series({ subject: claim.subject, metric: claim.metric })}>
              {claim.subject}/{claim.metric}
            </a>
          </>
        )}
      </p>
      <blockquote className="mention-words" dir="auto">
        {claim.before} <mark>{claim.text}</mark> {claim.after}
      </blockquote>
      {claim.correctedAt && (
        <p>
          Corrected by its author on <Time at={claim.correctedAt} />: <s>{claim.correctedFrom}</s> became {claim.text}.
        </p>
      )}
      {verdict.obstacle && <p>{verdict.obstacle}</p>}
      {verdict.restates && (
        <p>
          An earlier post says <a href={paths.claim({ id: verdict.restates.claimId })}>{verdict.restates.text}</a>; this
          one says {claim.text}.
        </p>
      )}
      {claim.isAuthor && isTroubled(claim.status) && (
        <section className="claim-author">
          <h2>It is your number</h2>
          <p>
            If it is right, say where it comes from. If it is not, correct it: the old value stays readable, struck out
            and dated.
          </p>
          <p className="form-actions">
            <a className="button" href={paths.editPost(post)}>
              Correct it
            </a>
          </p>
          {claim.isPrivate && (
            <Form method="post" reloadDocument>
              <button className="button" name="intent" value="confirm">
                Show the check to everybody now
              </button>
            </Form>
          )}
        </section>
      )}
      {verdict.contradictions.length > 0 && (
        <section>
          <h2>It does not fit</h2>
          <ul>
            {verdict.contradictions.map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
          {claim.others.length > 0 && (
            <p className="line-note">
              The other numbers:{" "}
              {claim.others.map((other, index) => (
                <span key={other.id}>
                  {index > 0 && ", "}
                  <a href={paths.claim(other)}>{other.text}</a>
                </span>
              ))}
            </p>
          )}
        </section>
      )}
      <ClaimCheckView title="At posting" check={verdict.atPosting}>
        {claim.takenAt && (
          <p className="line-note">
            Kept since <Time at={claim.takenAt} />
            {claim.isReconstructed && ", from values recorded for those days"}.
          </p>
        )}
      </ClaimCheckView>
      <ClaimCheckView title="Now" check={verdict.now}>
        {!verdict.now && verdict.lastDay && <p className="line-note">No data since {verdict.lastDay}.</p>}
      </ClaimCheckView>
      {claim.history.length > 0 && (
        <section>
          <h2>History</h2>
          <ul className="line-list">
            {claim.history.map(({ at, status, says }) => (
              <li key={at}>
                <Time at={at} /> · <b>{statusWords[status]}</b> · {says}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Evidence from readers</h2>
        {evidence.length === 0 && <p className="none-yet">Nobody has brought evidence yet.</p>}
        <ul className="line-list">
          {evidence.map(({ kind, reason, source, at, by }) => (
            <li key={by.handle}>
              <b>{kind === "disputes" ? "Against" : "For"}</b> · <a href={paths.member(by)}>{by.name}</a>,{" "}
              <Time at={at} />
              <p dir="auto">{reason}</p>
              <p className="line-note" dir="auto">
                Source: {source}
              </p>
            </li>
          ))}
        </ul>
        {canWrite(viewer) && !claim.isAuthor && (
          <Form method="post" reloadDocument className="thread-form">
            <FormErrors errors={errorsOf(state, "")} />
            <fieldset className="field">
              <legend>Your evidence speaks</legend>
              <label>
                <input type="radio" name="kind" value="disputes" defaultChecked={typed(state, "kind") !== "supports"} />{" "}
                against it
              </label>{" "}
              <label>
                <input type="radio" name="kind" value="supports" defaultChecked={typed(state, "kind") === "supports"} />{" "}
                for it
              </label>
            </fieldset>
            <TextField
              name="reason"
              label="What it says"
              required
              rows={4}
              maxLength={600}
              defaultValue={typed(state, "reason")}
              errors={errorsOf(state, "reason")}
            />
            <Field
              name="source"
              label="Source"
              required
              maxLength={400}
              defaultValue={typed(state, "source")}
              errors={errorsOf(state, "source")}
              help="An address, an EIP, a DOI."
            />
            <p className="form-actions">
              <button className="button button-strong" name="intent" value="evidence">
                Add evidence
              </button>
            </p>
          </Form>
        )}
        {!viewer && (
          <p>
            <a href={paths.signIn(paths.claim(claim))}>Sign in</a> to bring evidence for or against it.
          </p>
        )}
      </section>
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `Claim: ${data.claim.text}`,
        description: data.claim.says || `${data.claim.text}: ${data.claim.word}.`,
        path: paths.claim(data.claim),
        origin: originOf(matches),
      })
    : [{ title: "Counterproof" }];
