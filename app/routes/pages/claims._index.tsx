import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { LedgerTable } from "~/features/claims/components/ledger-table";
import { isStatus, statuses, statusWords } from "~/features/claims/claims";
import { listClaims } from "~/features/claims/claims.server";
import { isMetricId } from "~/features/metrics/metrics";
import { paths } from "~/paths";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";

const slug = /^[a-z0-9][a-z0-9-]{0,39}$/;

export async function loader({ context }: LoaderFunctionArgs) {
  const asked = (name: string) => context.url.searchParams.get(name) || undefined;
  const [status, chain, metric, tag, before] = ["status", "chain", "metric", "tag", "before"].map(asked);
  invariantResponse(!status || isStatus(status), "There is no such status.", { status: 400 });
  invariantResponse(!chain || slug.test(chain), "This is no chain's name.", { status: 400 });
  invariantResponse(!tag || slug.test(tag), "This is no tag's name.", { status: 400 });
  invariantResponse(!metric || isMetricId(metric), "There is no such metric.", { status: 400 });
  const from = before ? idParam(before) : null;
  invariantResponse(!before || from, "This page number is not one of ours.", { status: 400 });

  const viewer = await getViewer(context);
  const query = {
    ...(status && isStatus(status) && { status }),
    ...(chain && { subject: chain }),
    ...(metric && { metric }),
    ...(tag && { tag }),
    ...(from && { before: from }),
  };
  return json({ ...(await listClaims(query, viewer)), filter: { status, chain, metric, tag }, isFirst: !from });
}

export default function Claims() {
  const { claims, next, filter, isFirst } = useLoaderData<typeof loader>();
  const rest = Object.entries(filter).filter(([name, value]) => name !== "status" && value !== undefined);
  return (
    <article className="claims-page">
      <h1>Claims</h1>
      <p className="form-context">
        Numbers that posts bind to a metric, a forecast or a declared basis, and how each stands.
        {rest.map(([name, value]) => (
          <span key={name}>
            {" "}
            · {name}: <b>{value}</b> <a href={paths.claims({ ...filter, [name]: undefined })}>all</a>
          </span>
        ))}
      </p>
      <nav className="segments" aria-label="Status">
        <a href={paths.claims({ ...filter, status: undefined })} aria-current={filter.status ? undefined : "page"}>
          All
        </a>
        {statuses.map((status) => (
          <a
            key={status}
            href={paths.claims({ ...filter, status })}
            aria-current={filter.status === status ? "page" : undefined}
          >
            {statusWords[status]}
          </a>
        ))}
      </nav>
      {claims.length === 0 ? (
        <p className="none-yet">{isFirst ? "No claim fits." : "There are no older ones."}</p>
      ) : (
        <LedgerTable claims={claims} withThread />
      )}
      {next !== null && (
        <p className="pager">
          <a href={paths.claims({ ...filter, before: String(next) })}>Older claims</a>
        </p>
      )}
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "Claims",
    description: "Numbers of posts, what was observed when they were posted and what is observed now.",
    path: paths.claims(),
    origin: originOf(matches),
  });
