import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { MemberName } from "~/features/members/components/member-name";
import { canWrite, type Viewer } from "~/features/auth/auth";
import { getViewer, refusedText, requireWriter } from "~/features/auth/auth.server";
import { AuthorSection } from "~/features/claims/components/author-section";
import { ClaimCheckView } from "~/features/claims/components/claim-check";
import { EvidenceSection } from "~/features/claims/components/evidence-section";
import { claimData, contextOf, isTroubled, statusWords } from "~/features/claims/claims";
import {
  claimFactsHtml,
  claimSpark,
  claimValuesHtml,
  confirmTrouble,
  findClaim,
  listEvidence,
  readSharedNumbers,
} from "~/features/claims/claims.server";
import { oEmbedLinks } from "~/features/embeds/embeds";
import { StatusGlyph } from "~/features/claims/components/status-glyph";
import { paths } from "~/paths";
import { databaseNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { formatDate } from "~/ui/dates";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { Time } from "~/ui/time";
import { Unsent } from "~/ui/unsent";
import { addEvidence, checkAgain, correct, rate } from "./claim-actions.server";
import { ShareClaim } from "./share-claim";

const notThere = "There is no such claim.";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const id = idParam(params["claimId"]);
  // Members see what is theirs alone: whose claim it is, and how they rated the evidence.
  const { figures, ...shown } = viewer
    ? await readClaim(id, viewer)
    : await readSharedNumbers(`claim ${id}`, null, (as) => readClaim(id, as));
  return pageData(context, {
    ...shown,
    figures: htmlOnce(context, { "claim-figures": figures })?.["claim-figures"] ?? null,
    // Search engines come as visitors do.
    data: viewer ? null : claimData(shown.claim, env().publicOrigin),
  });
}

async function readClaim(id: number, viewer: Viewer) {
  const claim = await findClaim(id, viewer);
  invariantResponse(claim, notThere, { status: 404 });
  const [evidence, spark] = await Promise.all([
    listEvidence(claim.id, viewer?.id ?? null),
    claimSpark(claim, await databaseNow()),
  ]);
  return { claim, evidence, figures: [claimValuesHtml(claim), spark, claimFactsHtml(claim)].join("") };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const by = await requireWriter(context, request);
  const claim = await findClaim(idParam(params["claimId"]), by);
  const fields = await request.formData();
  if (!claim) throw refusedText(fields, { status: 404, message: notThere });
  switch (fields.get("intent")) {
    case "confirm":
      invariantResponse(await confirmTrouble(claim.id, by.id), "Only its author confirms a claim’s check.", {
        status: 403,
      });
      return redirect(paths.claim(claim), 303);
    case "rate":
      return rate(claim, by, fields);
    case "correct":
      return correct(claim, by, fields);
    case "check":
      return checkAgain(claim, by);
    default:
      return addEvidence(claim, by, fields);
  }
}

export default function Claim() {
  const { claim, evidence, figures } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const viewer = root?.viewer ?? null;
  const { verdict, post, thread, author } = claim;
  const context = contextOf(claim);
  return (
    <article className="claim-page">
      <h1 dir="auto">{`“${claim.text}”`}</h1>
      <p className="claim-status" data-status={claim.status}>
        <StatusGlyph status={claim.status} /> <b>{claim.word}</b>
        {claim.isPrivate && " · only you see this until a day has passed"}
      </p>
      <p className="form-context">
        <MemberName member={author} /> in{" "}
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
        {context.before}
        <b>{claim.text}</b>
        {context.after}
      </blockquote>
      <HtmlBody id="claim-figures" className="claim-figures" html={figures ?? undefined} />
      {claim.correctedAt && (
        <p>
          Corrected by its author on <Time at={claim.correctedAt} />: <s>{claim.correctedFrom}</s> became {claim.text}.
        </p>
      )}
      {verdict.obstacle && <p>{verdict.obstacle}</p>}
      {claim.restated && (
        <p>
          Post {claim.restated.number} says <a href={paths.claim(claim.restated)}>“{claim.restated.text}”</a>; here it
          became “{claim.text}”.
        </p>
      )}
      {claim.isAuthor &&
        (isTroubled(claim.status) ? <AuthorSection claim={claim} state={state} /> : <Unsent state={state} />)}
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
      {verdict.agreements.length > 0 && (
        <section>
          <h2>It fits</h2>
          <ul>
            {verdict.agreements.map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </section>
      )}
      <ClaimCheckView title="At posting" check={verdict.atPosting} isWaiting={claim.checkedAt === null}>
        {claim.takenAt && (
          <p className="line-note">
            Kept since <Time at={claim.takenAt} />
            {claim.isReconstructed && ", from values recorded for those days"}.
          </p>
        )}
      </ClaimCheckView>
      <ClaimCheckView title="Now" check={verdict.now} isWaiting={claim.checkedAt === null}>
        {verdict.withheld && <p className="line-note">{verdict.withheld}</p>}
        {!verdict.now && !verdict.withheld && verdict.lastDay && (
          <p className="line-note">No data since {formatDate(verdict.lastDay)}.</p>
        )}
      </ClaimCheckView>
      {canWrite(viewer) && (
        <Form method="post" reloadDocument className="form-actions">
          <button className="quiet" name="intent" value="check">
            Check it again
          </button>
        </Form>
      )}
      {claim.same.length > 0 && (
        <section id="same">
          <h2>Stated elsewhere, too</h2>
          <ul className="line-list">
            {claim.same.map((other) => (
              <li key={other.id}>
                <StatusGlyph status={other.status} /> <a href={paths.claim(other)}>{other.word}</a> ·{" "}
                <a href={paths.postInThread(other.thread, other.post)}>
                  {other.thread.title}, post {other.post.number}
                </a>{" "}
                · {other.author.name}, <Time at={other.statedAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
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
      {/* Codes for other sites say what everybody sees. */}
      <ShareClaim
        claim={claim.isPrivate ? { ...claim, word: statusWords.unchecked } : claim}
        origin={root?.origin ?? ""}
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
        site: siteOf(matches),
        type: "article",
        // What an author alone knows of it yet stands in no picture.
        picture: { path: paths.claimPicture(data.claim), alt: `${data.claim.text}, a claim on Counterproof` },
        links: oEmbedLinks(`${data.claim.text}: ${data.claim.word}`, paths.claim(data.claim), siteOf(matches)),
        ...(data.data && { data: [data.data] }),
      })
    : [{ title: "Counterproof" }];
