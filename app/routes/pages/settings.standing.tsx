import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findBan, getViewer, requireOwner, signInKeepingText } from "~/features/auth/auth.server";
import { AppealPart } from "~/features/sanctions/components/appeal-part";
import { AppealForm, sanctionNames } from "~/features/sanctions/sanctions";
import { appeal, listOwnHidden, listOwnSanctions } from "~/features/sanctions/sanctions.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

/** Open to everybody who is signed in, and so to suspended and silenced members. */
export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const [ban, sanctions, hidden] = await Promise.all([
    findBan(member),
    listOwnSanctions(member.id),
    listOwnHidden(member.id),
  ]);
  return json({ ban: ban && { words: ban.words }, sanctions, hidden });
}

const refusals = {
  "nothing-to-appeal": { status: 404, words: "There is no such decision about you, or it was taken back." },
  "appealed-before": { status: 409, words: "You appealed against this before; each decision can be appealed once." },
} as const;

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireOwner(context);
  const form = parseForm(await request.formData(), AppealForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { sanction, action: entry, words } = form.value;
  const against = sanction === undefined ? { modActionId: entry! } : { sanctionId: sanction };
  const appealed = await appeal({ by, against, words });
  if (!appealed.ok) {
    const refusal = refusals[appealed.reason];
    return json({ reply: refuse(form.fields, { "": [refusal.words] }) }, { status: refusal.status });
  }
  return redirect(paths.standing(), 303);
}

export default function Standing() {
  const { ban, sanctions, hidden } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1>Standing</h1>
      <p className="page-lead">{ban ? ban.words : "You can read and write here."}</p>
      <section className="settings-part">
        <h2>Measures</h2>
        {sanctions.length === 0 && <p className="none-yet">Nothing was ever decided against you.</p>}
        <ul className="line-list">
          {sanctions.map((one) => (
            <li key={one.id} id={`sanction-${one.id}`}>
              <p className="line-note">
                <b>{sanctionNames[one.kind]}</b> · <Time at={one.startedAt} />
                {one.kind !== "warning" && <End endsAt={one.endsAt} endedAt={one.endedAt} />}
              </p>
              <p className="line-excerpt" dir="auto">
                {one.reason}
              </p>
              <AppealPart against={{ name: "sanction", id: one.id }} appeal={one.appeal} state={state} />
            </li>
          ))}
        </ul>
      </section>
      {hidden.length > 0 && (
        <section className="settings-part">
          <h2>Posts of yours that moderators have hidden</h2>
          <ul className="line-list">
            {hidden.map((one) => (
              <li key={one.id}>
                <p className="line-note">
                  <a href={paths.modAction(one)}>{one.what}</a> · <Time at={one.at} />
                </p>
                <p className="line-excerpt" dir="auto">
                  {one.reason}
                </p>
                <AppealPart against={{ name: "action", id: one.id }} appeal={one.appeal} state={state} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="form-context">
        Only you and moderators see this page. Warnings, pace and silence stand in the{" "}
        <a href={paths.modLog()}>moderation log</a> without your name, suspensions and hidden posts with it.
      </p>
    </section>
  );
}

function End({ endsAt, endedAt }: { endsAt: string | null; endedAt: string | null }) {
  if (endedAt !== null)
    return (
      <>
        , ended <Time at={endedAt} />
      </>
    );
  return endsAt === null ? (
    ", until somebody lifts it"
  ) : (
    <>
      , until <Time at={endsAt} />
    </>
  );
}

export const meta: MetaFunction = () => privateMeta("Standing");
