import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireModerator } from "~/features/auth/auth.server";
import { readCaseKind } from "~/features/cases/cases";
import { CaseInContext } from "~/features/queue/components/case-in-context";
import { DecisionDock } from "~/features/queue/components/decision-dock";
import { QueueHead } from "~/features/queue/components/queue-head";
import { WaitingList } from "~/features/queue/components/waiting-list";
import { DecisionForm } from "~/features/queue/queue";
import { collectSpam, decideCase, readQueue } from "~/features/queue/queue.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { readId } from "~/platform/id-param";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await requireModerator(context);
  const asked = context.url.searchParams;
  const queue = await readQueue({
    viewer,
    kind: readCaseKind(asked.get("kind")),
    caseId: readId(asked.get("case")),
    after: readId(asked.get("after")),
  });
  invariantResponse(queue, "There is no such case.", { status: 404 });
  const { screen, bodies } = queue;
  return pageData(context, { ...screen, bodies: htmlOnce(context, Object.fromEntries(bodies)) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireModerator(context);
  const fields = await request.formData();
  const collectFrom = readId(String(fields.get("collect") ?? ""));
  if (collectFrom !== null) {
    const collected = await collectSpam({ by, caseId: collectFrom });
    return collected.ok
      ? redirect(paths.queue({ case: collected.caseId }), 303)
      : json({ reply: refuse(fields, { "": [collected.words] }) }, { status: collected.status });
  }
  const form = parseForm(fields, DecisionForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const decided = await decideCase({ by, ...form.value });
  if (!decided.ok) return json({ reply: refuse(form.fields, { "": [decided.words] }) }, { status: decided.status });
  const next = readId(String(form.fields.get("next") ?? ""));
  const kind = readCaseKind(context.url.searchParams.get("kind")) ?? undefined;
  return redirect(paths.queue({ kind, case: next ?? undefined }), 303);
}

export default function Queue() {
  const { counts, lines, next, kind, current, bodies } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="queue">
      <QueueHead counts={counts} kind={kind} />
      {current ? (
        <>
          <CaseInContext current={current} html={current.bodyId ? bodies?.[current.bodyId] : undefined} />
          <DecisionDock key={current.id} current={current} count={counts.all} state={state} kind={kind} />
          <WaitingList lines={lines} next={next} kind={kind} currentId={current.id} />
        </>
      ) : (
        <p className="none-yet">Nothing waits for a moderator.</p>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Queue");
