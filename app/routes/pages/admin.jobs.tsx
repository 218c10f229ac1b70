import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { countJobs, type FailedJob, listFailedJobs, tryJobAgain } from "~/platform/jobs.server";
import { invariantResponse } from "~/platform/responses.server";
import { DataTable } from "~/ui/data-table";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";
import { countedInThousands, inThousands } from "~/ui/count";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({ counts: await countJobs(), failed: await listFailedJobs(db) });
}

export async function action({ context, request }: ActionFunctionArgs) {
  await requireAdmin(context);
  const id = (await request.formData()).get("job");
  const isKnown = typeof id === "string" && /^\d{1,18}$/.test(id) && (await tryJobAgain(db, id));
  invariantResponse(isKnown, "There is no such job, or it is being done just now.", { status: 404 });
  return redirect(paths.jobs(), 303);
}

/** Jobs that failed, with their errors. */
export default function Jobs() {
  const { counts, failed } = useLoaderData<typeof loader>();
  const { waiting, running, unknown } = counts;
  return (
    <article className="providers-page">
      <h1>Jobs</h1>
      <p className="form-context">
        {countedInThousands(waiting, "job")} waiting, {inThousands(running)} being done.
        {unknown > 0 &&
          ` ${countedInThousands(unknown, "job")} of a name that this release doesn’t know; another release does them.`}
      </p>
      {failed.length === 0 ? (
        <p className="none-yet">No job has failed.</p>
      ) : (
        <DataTable
          label="Jobs that failed"
          columns={["Job", "Last error", "Attempts", "Next attempt", "Again"]}
          isCardsOnPhone
        >
          {failed.map((job) => (
            <Row key={job.id} job={job} />
          ))}
        </DataTable>
      )}
    </article>
  );
}

function Row({ job: { id, name, payload, error, attempts, mostAttempts, nextAt } }: { job: FailedJob }) {
  return (
    <tr>
      <th scope="row">
        {name} {payload}
      </th>
      <td data-word="Last error">{error}</td>
      <td data-word="Attempts">
        {attempts} of {mostAttempts}
      </td>
      <td data-word="Next attempt">{attempts >= mostAttempts ? "none" : <Time at={nextAt} />}</td>
      <td>
        <form method="post">
          <input type="hidden" name="job" value={id} />
          <button className="button" aria-label={`Try ${name} ${id} again`}>
            Try again
          </button>
        </form>
      </td>
    </tr>
  );
}

export const meta: MetaFunction = () => privateMeta("Jobs · Administration");
