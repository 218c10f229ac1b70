import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Viewer } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { LedgerTable } from "~/features/claims/components/ledger-table";
import { StatusGlyph } from "~/features/claims/components/status-glyph";
import { TallyLine } from "~/features/claims/components/tally-line";
import {
  figuresInWords,
  isLedgerOrder,
  isStatus,
  ledgerOrders,
  type LedgerOrder,
  sortLedger,
  type Status,
  withoutRepeated,
  statuses,
  statusWords,
  tallyInWords,
  tallyOf,
  toTableRow,
} from "~/features/claims/claims";
import { listThreadClaims, readShared } from "~/features/claims/claims.server";
import { countThreadSources } from "~/features/citations/citations.server";
import { ThreadTabs } from "~/features/threads/components/thread-tabs";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { idParam } from "~/platform/id-param";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["threadId"]);
  const { claims: all, ...ledger } = await readShared(`ledger of thread ${id}`, await getViewer(context), (as) =>
    readLedger(id, as),
  );
  const { thread } = ledger;
  if (params["slug"] !== thread.slug) throw redirect(paths.threadClaims(thread) + context.url.search, 301);
  const status = context.url.searchParams.get("status");
  const order = context.url.searchParams.get("sort") ?? "post";
  invariantResponse(status === null || isStatus(status), "There is no such status.", { status: 400 });
  invariantResponse(isLedgerOrder(order), "A ledger is sorted by post, status or factor.", { status: 400 });

  const shown = status === null ? all : all.filter((claim) => claim.status === status);
  return pageData(context, {
    ...ledger,
    status: status as Status | null,
    order: order as LedgerOrder,
    claims: sortLedger(withoutRepeated(shown), order).map(({ also, ...claim }) => ({ ...toTableRow(claim), also })),
    count: all.length,
  });
}

/** All claims of a thread that this viewer may read, and what stands above them; throws a 404 without the thread. */
async function readLedger(id: number, viewer: Viewer) {
  const thread = id ? await findThread(id, viewer) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const { slug, title, postCount, claimCount } = thread;
  const [claims, sourceCount] = await Promise.all([listThreadClaims(id, viewer), countThreadSources(id, viewer)]);
  const says = claims.flatMap(({ verdict }) => verdict.contradictions.map((contradiction) => contradiction.says));
  return {
    thread: { id, slug, title, postCount, claimCount, sourceCount },
    tally: { count: figuresInWords(claims.length), parts: tallyOf(claims), words: tallyInWords(claims) },
    counts: statuses.flatMap((status) => {
      const count = claims.filter((claim) => claim.status === status).length;
      return count > 0 ? [{ status, count }] : [];
    }),
    contradictions: [...new Set(says)].slice(0, 5),
    claims,
  };
}

export default function ThreadClaims() {
  const { thread, status, order, tally, counts, contradictions, claims, count } = useLoaderData<typeof loader>();
  return (
    <article className="claims-page">
      <h1>{`Claims of “${thread.title}”`}</h1>
      {count > 0 && <TallyLine count={tally.count} parts={tally.parts} />}
      <ThreadTabs thread={thread} current="claims" />
      {count === 0 ? (
        <p className="none-yet">
          No number of this thread is bound to a metric yet. Write one as <code>[142 TPS](metric:base/tps)</code>.
        </p>
      ) : (
        <>
          <div className="ledger-controls">
            <nav className="segments" aria-label="Status">
              <a href={paths.threadClaims(thread, { sort: order })} aria-current={status === null ? "page" : undefined}>
                All {count}
              </a>
              {counts.map((one) => (
                <a
                  key={one.status}
                  href={paths.threadClaims(thread, { status: one.status, sort: order })}
                  aria-current={status === one.status ? "page" : undefined}
                >
                  {statusWords[one.status]} {one.count}
                </a>
              ))}
            </nav>
            <p className="ledger-files">
              <a href={paths.threadClaimsCsv(thread)}>CSV</a> <a href={paths.claimsData({ thread: thread.id })}>JSON</a>
            </p>
          </div>
          {contradictions.length > 0 && (
            <section className="ledger-contradictions" aria-labelledby="do-not-fit">
              <h2 id="do-not-fit">
                <StatusGlyph status="inconsistent" />
                These do not fit together
              </h2>
              <ul>
                {contradictions.map((says) => (
                  <li key={says}>{says}</li>
                ))}
              </ul>
            </section>
          )}
          <p className="ledger-sorts">
            Sorted by
            {ledgerOrders.map((one) => (
              <a
                key={one}
                href={paths.threadClaims(thread, { status: status ?? undefined, sort: one })}
                aria-current={one === order || undefined}
              >
                {one}
              </a>
            ))}
          </p>
          <LedgerTable
            claims={claims}
            sorting={{
              order,
              hrefOf: (sort) => paths.threadClaims(thread, { status: status ?? undefined, sort }),
            }}
          />
          <p className="line-note">
            At posting: the median of the seven complete days before, kept as it was then. Now: the newest seven. A
            number that has moved since was right when it was posted.
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
        description: data.count > 0 ? data.tally.words : "No number of this thread is bound to a metric yet.",
        path: paths.threadClaims(data.thread),
        site: siteOf(matches),
      })
    : [{ title: "Counterproof" }];
