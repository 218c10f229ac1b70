import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { canWrite, type Member } from "~/features/auth/auth";
import { countAttempt, getViewer, limits, requireMember, waitInWords } from "~/features/auth/auth.server";
import { ClaimCheckView } from "~/features/claims/components/claim-check";
import { EvidenceSection } from "~/features/claims/components/evidence-section";
import { DisputeForm, isTroubled, RatingForm, statusWords } from "~/features/claims/claims";
import { confirmTrouble, disputeClaim, findClaim, listEvidence, rateDispute } from "~/features/claims/claims.server";
import { StatusGlyph } from "~/features/claims/components/status-glyph";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

const notThere = "There is no such claim.";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const claim = await findClaim(idParam(params["claimId"]), viewer);
  invariantResponse(claim, notThere, { status: 404 });
  return json({ claim, evidence: await listEvidence(claim.id, viewer?.id ?? null) });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const by = await requireMember(context);
  const claim = await findClaim(idParam(params["claimId"]), by);
  invariantResponse(claim, notThere, { status: 404 });
  const fields = await request.formData();
  switch (fields.get("intent")) {
    case "confirm":
      invariantResponse(await confirmTrouble(claim.id, by.id), "Only its author confirms a claim’s check.", {
        status: 403,
      });
      return redirect(paths.claim(claim), 303);
    case "rate":
      return rate(claim, by, fields);
    default:
      return addEvidence(claim, by, fields);
  }
}

type Given = { id: number };

async function rate(claim: Given, by: Member, fields: FormData) {
  const form = parseForm(fields, RatingForm);
  invariantResponse(form.ok, "Say whose evidence you mean, and yes or no.", { status: 422 });
  const wait = await countAttempt(limits.ratingByMember, by.id);
  invariantResponse(wait === 0, `You have rated a lot in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const { evidence: disputerId, agrees } = form.value;
  const rated = await rateDispute({ claimId: claim.id, disputerId, by, agrees: agrees === "yes" });
  if (!rated.ok && rated.reason === "no-such-evidence")
    throw new Response("There is no such evidence against this claim.", { status: 404 });
  invariantResponse(rated.ok, "The claim’s author and whoever brought the evidence don’t rate it.", { status: 403 });
  return redirect(paths.claim(claim), 303);
}

async function addEvidence(claim: Given, by: Member, fields: FormData) {
  const form = parseForm(fields, DisputeForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.evidenceByMember, by.id);
  if (wait > 0) {
    const words = `You have given a lot of evidence in a short time. Try again ${waitInWords(wait)}; your text is still here.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const disputed = await disputeClaim(claim.id, by, form.value);
  invariantResponse(disputed.ok, "This claim is yours: say in your post where its number comes from.", { status: 403 });
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
        <StatusGlyph status={claim.status} /> <b>{claim.word}</b>
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
      <EvidenceSection
        claim={claim}
        evidence={evidence}
        viewerId={viewer?.id ?? null}
        mayWrite={canWrite(viewer)}
        state={state}
      />
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
