import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { listFirstSteps } from "~/features/people/people.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const by = await requireAdmin(context);
  return json({ steps: await listFirstSteps(by) });
}

/** After the one-time link, and whenever an administrator wants to know what is not set yet. */
export default function FirstRun() {
  const { steps } = useLoaderData<typeof loader>();
  const open = steps.filter(({ isDone }) => !isDone).length;
  return (
    <article className="profile">
      <h1>What to set first</h1>
      <p className="page-lead">
        {open === 0
          ? "Everything is set."
          : `${open === 1 ? "One thing is" : `${open} things are`} not set yet. The forum works all the same.`}{" "}
        Names in capitals are variables of the environment, which <code>docs/running.md</code> describes; the server
        reads them when it starts.
      </p>
      <ul className="line-list first-steps">
        {steps.map(({ name, stands, isDone, href }) => (
          <li key={name}>
            <p className="line-title">
              {href === null ? name : <a href={href}>{name}</a>}
              <span className={isDone ? "step-state" : "step-state step-open"}>{isDone ? "set" : "open"}</span>
            </p>
            <p className="line-note">{stands}</p>
          </li>
        ))}
      </ul>
      <p>
        <a className="button" href={paths.administration()}>
          Administration
        </a>
      </p>
    </article>
  );
}

export const meta: MetaFunction = () => privateMeta("What to set first");
