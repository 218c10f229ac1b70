import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { ageInWords } from "~/features/metrics/metrics";
import {
  groupProviders,
  listProviderHealth,
  type ProviderGroup,
  type ProviderHealth,
  runProviderNow,
} from "~/features/observations/observations.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { DataTable } from "~/ui/data-table";
import { Time } from "~/ui/time";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const { providers, held } = await listProviderHealth();
  return json({ groups: groupProviders(providers), held });
}

export async function action({ context, request }: ActionFunctionArgs) {
  await requireAdmin(context);
  const form = await request.formData();
  const key = form.get("provider");
  invariantResponse(typeof key === "string" && (await runProviderNow(key.slice(0, 60))), "There is no such provider.", {
    status: 404,
  });
  return redirect(`${paths.providers()}#provider-${encodeURIComponent(key)}`, 303);
}

export default function Providers() {
  const { groups, held } = useLoaderData<typeof loader>();
  const providers = groups.flatMap((group) => group.providers);
  const failing = providers.filter(({ fails }) => fails > 0).length;
  const waiting = held.filter(({ releasedAt, withdrawnAt }) => releasedAt === null && withdrawnAt === null).length;
  return (
    <article className="providers-page">
      <h1>Providers</h1>
      <p className="form-context">
        {providers.length} providers of observations, {failing === 0 ? "none" : failing} of them failing.{" "}
        <a href="#held">
          {waiting === 0 ? "No value is" : waiting === 1 ? "1 value is" : `${waiting} values are`} held back
        </a>
        . Age is of the data, not of the visit.
      </p>
      {groups.map((group) => (
        <Group key={`${group.state} ${group.cause}`} group={group} />
      ))}
      <section className="held-back">
        <h2 id="held">Held back</h2>
        {held.length === 0 ? (
          <p className="none-yet">Nothing was held back.</p>
        ) : (
          <DataTable label="Values held back" columns={["Series", { number: "Value" }, "Why", "Held"]} isCardsOnPhone>
            {held.map((row) => (
              <tr key={row.id}>
                <td data-word="Series">
                  {row.series.subject}, {row.series.definitionId}, {row.series.providerKey}
                </td>
                <td className="number" data-word="Value">
                  {row.value}
                </td>
                <td data-word="Why">
                  {row.reason}
                  {row.releasedAt && "; released"}
                  {row.withdrawnAt && "; withdrawn by its provider"}
                </td>
                <td data-word="Held">
                  <Time at={row.heldAt} />
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </section>
    </article>
  );
}

const stateWords = {
  failing: "Failing",
  differing: "Nodes differ",
  waiting: "Asked for again",
  unvisited: "Not visited yet",
  healthy: "Healthy",
  recorded: "Recorded",
};

function Group({ group: { state, cause, providers } }: { group: ProviderGroup<ProviderHealth> }) {
  const id = `group-${providers[0]?.key ?? ""}`;
  return (
    <section className="provider-group" aria-labelledby={id}>
      <h2 id={id}>
        {stateWords[state]}
        {cause && `: ${cause}`} <span className="count">{providers.length}</span>
      </h2>
      {providers.map((provider) => (
        <Provider key={provider.key} provider={provider} cause={cause} />
      ))}
    </section>
  );
}

function Provider({ provider, cause }: { provider: ProviderHealth; cause: string }) {
  const {
    key,
    kind,
    name,
    licence,
    fails,
    breakerUntil,
    lastError,
    lag,
    nextAt,
    disputedAt,
    endpoints,
    runs,
    series,
    recentFails,
    recentVisits,
  } = provider;
  // Recorded history is loaded at a start and asked of nobody.
  const isVisited = kind !== "archive";
  return (
    <section className="provider" aria-labelledby={`provider-${key}`}>
      <header className="provider-head">
        <h3 id={`provider-${key}`}>{name}</h3>
        <p className="provider-facts">
          {breakerUntil ? (
            <b className="signal">
              paused until <Time at={breakerUntil} />
            </b>
          ) : (
            fails > 0 && <b className="signal">failed {fails === 1 ? "the last time" : `${fails} times in a row`}</b>
          )}
          {disputedAt && (
            <b className="signal">
              its nodes differ since <Time at={disputedAt} />
            </b>
          )}
          {recentFails > 0 && recentFails < recentVisits && (
            <span>
              {recentFails} of the last {recentVisits} visits failed
            </span>
          )}
          <span>{series === 1 ? "1 series" : `${series} series`}</span>
          {lag !== null && <span>newest value {ageInWords(lag)} old</span>}
          {isVisited && nextAt && (
            <span>
              next visit <Time at={nextAt} />
            </span>
          )}
          {licence && <span>{licence}</span>}
        </p>
        {isVisited && (
          <form method="post">
            <input type="hidden" name="provider" value={key} />
            <button className="button" aria-label={`Run ${name} now`}>
              Run now
            </button>
          </form>
        )}
      </header>
      {lastError && (cause === "" || !lastError.endsWith(cause)) && <p className="provider-error">{lastError}</p>}
      {isVisited && (
        <details className="fold">
          <summary>
            {[addressesInWords(endpoints.length), visitsInWords(runs.length)].filter(Boolean).join(", ")}
          </summary>
          <Endpoints endpoints={endpoints} />
          <Runs runs={runs} />
        </details>
      )}
    </section>
  );
}

const addressesInWords = (count: number) => (count === 0 ? "" : count === 1 ? "1 address" : `${count} addresses`);
const visitsInWords = (count: number) =>
  count === 0 ? "no visits these days" : count === 1 ? "last visit" : `last ${count} visits`;

function Endpoints({ endpoints }: Pick<ProviderHealth, "endpoints">) {
  if (endpoints.length === 0) return null;
  return (
    <ul className="line-list">
      {endpoints.map(({ position, host, head, latencyMs, isLagging, breakerUntil, fails, lastError }) => (
        <li key={position}>
          <b>{host}</b>
          {head && `, block ${head}`}
          {latencyMs !== null && `, usually ${latencyMs} ms`}
          {isLagging && ", behind"}
          {fails > 0 && `, failed ${fails === 1 ? "once" : `${fails} times`}`}
          {breakerUntil && (
            <>
              , paused until <Time at={breakerUntil} />
            </>
          )}
          {lastError && <span className="provider-error"> {lastError}</span>}
        </li>
      ))}
    </ul>
  );
}

/** "Healthy" means that values came; a visit without any says why. */
const resultInWords = ({ note, observations, quarantined }: ProviderHealth["runs"][number]) =>
  note ? `nothing new: ${note}` : observations === 0 && quarantined > 0 ? "every value was held back" : "healthy";

function Runs({ runs }: Pick<ProviderHealth, "runs">) {
  if (runs.length === 0) return <p className="none-yet">Not visited these days.</p>;
  return (
    <DataTable
      label="Last visits"
      columns={["Begun", "Result", ...["ms", "Calls", "KB", "Values", "Held"].map((number) => ({ number }))]}
    >
      {runs.map((run) => (
        <tr key={run.id}>
          <td>
            <Time at={run.startedAt} />
          </td>
          <td>{run.isOk ? resultInWords(run) : run.error}</td>
          <td className="number">{run.ms}</td>
          <td className="number">{run.calls}</td>
          <td className="number">{Math.ceil(run.bytes / 1024)}</td>
          <td className="number">{run.observations}</td>
          <td className="number">{run.quarantined}</td>
        </tr>
      ))}
    </DataTable>
  );
}

export const meta: MetaFunction = () => privateMeta("Providers");
