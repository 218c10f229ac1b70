import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { LedgerTable } from "~/features/claims/components/ledger-table";
import { isStatus, type Status, statuses, statusWords, tallyInWords } from "~/features/claims/claims";
import { listThreadClaims } from "~/features/claims/claims.server";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["threadId"]);
  const viewer = await getViewer(context);
  const thread = id ? await findThread(id, viewer) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  if (params["slug"] !== thread.slug) throw redirect(paths.threadClaims(thread) + context.url.search, 301);
  const asked = context.url.searchParams.get("status");
  invariantResponse(asked === null || isStatus(asked), "There is no such status.", { status: 400 });

  const all = await listThreadClaims(thread.id, viewer);
  return json({
    thread: { id: thread.id, slug: thread.slug, title: thread.title },
    status: asked as Status | null,
    tally: tallyInWords(all),
    counts: statuses.flatMap((status) => {
      const count = all.filter((claim) => claim.status === status).length;
      return count > 0 ? [{ status, count }] : [];
    }),
    contradictions: [...new Set(all.flatMap(({ verdict }) => verdict.contradictions.map(({ says }) => says)))].slice(
      0,
      5,
    ),
    claims: asked ? all.filter((claim) => claim.status === asked) : all,
    count: all.length,
  });
}

export default function ThreadClaims() {
  const { thread, status, tally, counts, contradictions, claims, count } = useLoaderData<typeof loader>();
  return (
    <article className="claims-page">
      <h1>{`Claims of “${thread.title}”`}</h1>
      <p className="form-context">
        <a href={paths.thread(thread)}>The thread</a>
        {count > 0 && (
          <>
            {" · "}
            {tally}
            {" · "}
            <a href={paths.threadClaimsCsv(thread)}>CSV</a>
          </>
        )}
      </p>
      {count === 0 ? (
        <p className="none-yet">
          No number of this thread is bound to a metric yet. Write one as <code>[142 TPS](metric:base/tps)</code>.
        </p>
      ) : (
        <>
          <nav className="segments" aria-label="Status">
            <a href={paths.threadClaims(thread)} aria-current={status === null ? "page" : undefined}>
              All {count}
            </a>
            {counts.map((one) => (
              <a
                key={one.status}
                href={paths.threadClaims(thread, one.status)}
                aria-current={status === one.status ? "page" : undefined}
              >
                {statusWords[one.status]} {one.count}
              </a>
            ))}
          </nav>
          {contradictions.length > 0 && (
            <section className="ledger-contradictions" aria-labelledby="do-not-fit">
              <h2 id="do-not-fit">These do not fit together</h2>
              <ul>
                {contradictions.map((says) => (
                  <li key={says}>{says}</li>
                ))}
              </ul>
            </section>
          )}
          <LedgerTable claims={claims} />
          <p className="line-note">
            At posting: the median of the seven complete days before, kept as it was then. Now: the newest seven. A
            number that has moved since is not wrong.
          </p>
        </>
      )}
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `Claims of ${data.thread.title}`,
        description: data.count > 0 ? data.tally : "No number of this thread is bound to a metric yet.",
        path: paths.threadClaims(data.thread),
        origin: originOf(matches),
      })
    : [{ title: "Counterproof" }];
