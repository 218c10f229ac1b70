import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { AssignForm } from "~/features/imports/imports";
import {
  assignPosts,
  findAssignee,
  listImports,
  listPlaceholders,
  type TakeOverRefusal,
} from "~/features/imports/imports.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { counted, inThousands } from "~/ui/count";
import { Field, FormErrors, SelectField } from "~/ui/field";
import { errorsOf, fieldOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";
import { formatDate, Time } from "~/ui/time";
import { Unsent } from "~/ui/unsent";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const q = (context.url.searchParams.get("q") ?? "").slice(0, 100);
  return json({ q, imports: await listImports(), ...(await listPlaceholders(q)) });
}

const sentences: Record<TakeOverRefusal, string> = {
  "not-there": "These posts are somebody’s already.",
  sanctioned: "A suspended or silenced name stays as it is. Lift that first.",
  "no-such-member": "This is no member’s account.",
  "not-yours": "These posts are for another address.",
};

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const form = parseForm(await request.formData(), AssignForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { placeholder, handle, reason } = form.value;
  const member = await findAssignee(handle);
  if (!member)
    return json({ reply: refuse(form.fields, { handle: ["Nobody here has this handle."] }) }, { status: 422 });
  const done = await assignPosts({ by, member, placeholderId: placeholder, reason });
  if (!done.ok) return json({ reply: refuse(form.fields, { "": [sentences[done.reason]] }) }, { status: 409 });
  return redirect(paths.imports(), 303);
}

export default function Imports() {
  const { imports, placeholders, isCut, q } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <article className="profile">
      <h1>Imports</h1>
      <p className="page-lead">
        Forums that were taken over by <code>npm run import-discourse</code>, and the names whose posts nobody has taken
        over.
      </p>
      {imports.length === 0 && <p className="none-yet">Nothing was imported.</p>}
      {imports.map((one) => (
        <Origin key={one.id} origin={one} />
      ))}
      {(imports.length > 0 || q !== "") && (
        <section>
          <h2>Placeholders</h2>
          <form className="member-search" action={paths.imports()} role="search" aria-label="Placeholders">
            <Field name="q" label="Name there or handle here" type="search" defaultValue={q} maxLength={100} />
            <button className="button">Find</button>
          </form>
          {placeholders.length === 0 && (
            <p className="none-yet">{q ? "No such placeholder." : "All of them are taken."}</p>
          )}
          <ul className="line-list">
            {placeholders.map((one) => (
              <li key={`${one.host} ${one.username}`}>
                <p className="line-title">
                  <a href={paths.member(one)}>{one.shownName}</a>
                </p>
                <p className="line-note">
                  @{one.username} of {one.host}, here @{one.handle} · {counted(one.postCount, "post")} ·{" "}
                  {one.isInTable ? "its owner may take it by mail" : "no address is known"}
                </p>
              </li>
            ))}
          </ul>
          {isCut && <p className="none-yet">There are more. Search for a name.</p>}
        </section>
      )}
      {placeholders.length === 0 && <Unsent state={state} />}
      {placeholders.length > 0 && (
        <section>
          <h2>Give posts to a member</h2>
          <Form method="post" className="member-form">
            <FormErrors errors={errorsOf(state, "")} />
            <SelectField {...fieldOf(state, "placeholder")} label="Placeholder">
              {placeholders.map((one) => (
                <option key={one.placeholderId} value={one.placeholderId}>
                  @{one.username} of {one.host}
                </option>
              ))}
            </SelectField>
            <Field
              {...fieldOf(state, "handle")}
              label="Member"
              required
              maxLength={31}
              help="The handle of the account that gets them."
            />
            <ReasonField
              state={state}
              help="How you know that they are theirs. The member and everybody in the moderation log read it."
            />
            <button className="button">Give the posts</button>
          </Form>
        </section>
      )}
    </article>
  );
}

type Shown = SerializeFrom<typeof loader>["imports"][number];

function Origin({ origin: { host, counts, runs, unresolved, createdAt } }: { origin: Shown }) {
  return (
    <section>
      <h2>{host}</h2>
      <p>
        Since {formatDate(createdAt)}: {inThousands(counts.threads)} threads, {inThousands(counts.posts)} posts,{" "}
        {inThousands(counts.members)} members, {inThousands(counts.uploads)} pictures.
      </p>
      {unresolved.length > 0 && (
        <>
          <h3>Not resolved in posts</h3>
          <ul className="line-list">
            {unresolved.map(({ words, count }) => (
              <li key={words}>
                {words}: {inThousands(count)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Runs</h3>
      <ul className="line-list">
        {runs.map((run) => (
          <li key={run.id}>
            <p className="line-title">{run.did}</p>
            <p className="line-note">
              <Time at={run.startedAt} /> from {run.from} ·{" "}
              {run.endedAt ? (
                <>
                  ended <Time at={run.endedAt} />
                </>
              ) : run.isRunning ? (
                "runs now"
              ) : (
                "broken off: the same command goes on with it"
              )}
            </p>
            {run.lines.length > 0 && (
              <details>
                <summary>{counted(run.lineCount, "line")} about topics, categories and tags</summary>
                <ul>
                  {run.lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                  {run.lineCount > run.lines.length && (
                    <li>
                      {inThousands(run.lineCount - run.lines.length)} more are in the report that the command wrote.
                    </li>
                  )}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Imports");
