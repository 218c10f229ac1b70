import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import type { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { endSessionsOf, findHeldText, requireAdmin, requireFreshProof } from "~/features/auth/auth.server";
import { Tile } from "~/features/members/components/tile";
import { RenameForm, RoleForm, SuspendForm } from "~/features/people/components/member-acts";
import { MemberActionForm } from "~/features/people/people";
import {
  type ActedRefusal,
  changeRole,
  endSuspension,
  readMember,
  renameMember,
  suspendMember,
} from "~/features/people/people.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { type FormState, stateOf } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { formatDate, Time } from "~/ui/time";
import { Unsent } from "~/ui/unsent";

async function memberOf(params: LoaderFunctionArgs["params"]) {
  const id = readId(params["memberId"] ?? "");
  const member = id === null ? null : await readMember(id);
  invariantResponse(member, "There is no such member.", { status: 404 });
  return member;
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  const by = await requireAdmin(context);
  const member = await memberOf(params);
  return json({ member, isOwn: member.id === by.id, held: await findHeldText(context.url) });
}

const sentences: Record<ActedRefusal, string> = {
  "not-allowed": "You are no administrator any more.",
  "no-such-member": "This account was erased meanwhile.",
  "demonstration-member": "Members of the demonstration stay as they are: anybody can sign in as one.",
  oneself: "Another administrator has to do this to your account.",
  "nothing-to-do": "There is nothing to do: it is so already.",
  "last-administrator": "This is the last administrator who can act. Make somebody else administrator first.",
  "handle-taken": "That handle is somebody’s, or was. Choose another.",
};

export async function action({ params, request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  await requireFreshProof(request, context);
  const { id: memberId } = await memberOf(params);
  const form = parseForm(await request.formData(), MemberActionForm);
  const intent = String(form.fields.get("intent") ?? "");
  if (!form.ok) return json({ intent, reply: form.reply }, { status: 422 });
  const acted = await act(by, memberId, form.value);
  if (acted.ok) return redirect(paths.administerMember({ id: memberId }), 303);
  const field = acted.reason === "handle-taken" ? "handle" : "";
  return json({ intent, reply: refuse(form.fields, { [field]: [sentences[acted.reason]] }) }, { status: 409 });
}

type Acted = { ok: true } | { ok: false; reason: ActedRefusal };

async function act(by: Member, memberId: number, given: z.output<typeof MemberActionForm>): Promise<Acted> {
  switch (given.intent) {
    case "suspend":
      return suspendMember({ by, memberId, reason: given.reason, days: given.days ?? null });
    case "lift":
      return endSuspension({ by, memberId, reason: given.reason });
    case "role":
      return changeRole({ by, memberId, role: given.role, reason: given.reason });
    case "rename":
      return renameMember({ by, memberId, handle: given.handle, name: given.name, reason: given.reason });
    case "sign-out":
      await endSessionsOf(memberId);
      return { ok: true };
  }
}

type Shown = SerializeFrom<typeof loader>["member"];

export default function AdministerMember() {
  const { member, isOwn, held } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>() ?? (held && { intent: held["intent"]?.[0], reply: stateOf(held) });
  const stateFor = (intent: string): FormState => (sent?.intent === intent ? sent.reply : undefined);
  const suspending = member.suspendedAt ? "lift" : "suspend";
  const mayAct = !member.deletedAt && !member.isDemonstration;
  const intents = mayAct ? [...(isOwn ? [] : [suspending]), "role", "rename"] : [];
  return (
    <article className="profile">
      <header className="profile-head">
        <Tile member={member} isLarge />
        <div>
          <h1>{member.name}</h1>
          <p className="profile-facts">
            {member.deletedAt ? (
              <span>left {formatDate(member.deletedAt)}</span>
            ) : (
              <a href={paths.member(member)}>@{member.handle}</a>
            )}
            <span>joined {formatDate(member.joinedAt)}</span>
            <span>
              {member.postCount} {member.postCount === 1 ? "post" : "posts"}
            </span>
            {member.suspendedAt && <span className="signal">suspended</span>}
            {member.deletionDueAt && !member.deletedAt && <span>leaves {formatDate(member.deletionDueAt)}</span>}
          </p>
        </div>
      </header>
      <Facts member={member} />
      <Sanctions member={member} />
      {member.isDemonstration && (
        <p className="none-yet">Anybody can sign in as a member of the demonstration, so it stays as it is.</p>
      )}
      {sent && !intents.includes(sent.intent ?? "") && <Unsent state={sent.reply} />}
      {mayAct && (
        <>
          {!isOwn && <SuspendForm member={member} state={stateFor(suspending)} />}
          <RoleForm member={member} state={stateFor("role")} />
          <RenameForm member={member} state={stateFor("rename")} />
        </>
      )}
    </article>
  );
}

function Facts({ member }: { member: Shown }) {
  const { email, waysIn, alike, sessions, oldHandles, invitation, invited } = member;
  return (
    <section>
      <h2>Account</h2>
      <dl className="member-facts">
        <dt>Address</dt>
        <dd>{email ? `${email.address}, ${email.isVerified ? "verified" : "not verified"}` : "none"}</dd>
        <dt>Signs in by</dt>
        <dd>{waysOf(waysIn) || "nothing"}</dd>
        {oldHandles.length > 0 && (
          <>
            <dt>Earlier handles</dt>
            <dd>
              {oldHandles.map(({ handle, isBarred }) => `@${handle}${isBarred ? " (taken away)" : ""}`).join(", ")}
            </dd>
          </>
        )}
        {alike.map((former) => (
          <Fragment key={former.id}>
            <dt>Recognized</dt>
            <dd>
              has an address or a wallet of <a href={paths.administerMember(former)}>{former.name}</a>, who left while
              suspended: {former.reason}
            </dd>
          </Fragment>
        ))}
        {invitation && (
          <>
            <dt>Invited by</dt>
            <dd>
              <a href={paths.administerMember(invitation.by)}>{invitation.by.name}</a>
              {invitation.note && `, “${invitation.note}”`}
            </dd>
          </>
        )}
        {invited.length > 0 && (
          <>
            <dt>Invited</dt>
            <dd>
              {invited.map((one, index) => (
                <span key={one.id}>
                  {index > 0 && ", "}
                  <a href={paths.administerMember(one)}>{one.name}</a>
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      <h3 className="member-sessions">Sessions</h3>
      {sessions.length === 0 && <p className="none-yet">Signed in nowhere.</p>}
      <ul className="line-list">
        {sessions.map((session) => (
          <li key={session.name}>
            {session.browser || "An unknown browser"}
            <p className="line-note">
              {session.network && `${session.network} · `}last used <Time at={session.lastUsedAt} />
            </p>
          </li>
        ))}
      </ul>
      {sessions.length > 0 && (
        <Form method="post">
          <button className="button" name="intent" value="sign-out">
            Sign out everywhere
          </button>
        </Form>
      )}
    </section>
  );
}

const wayWords = {
  password: "a password",
  mail: "a mailed link",
  passkey: "a passkey",
  wallet: "a wallet",
  identity: "a provider",
};

/** "a password, a passkey (2)". */
function waysOf(ways: Shown["waysIn"]): string {
  const kinds = [...new Set(ways.map(({ kind }) => kind))];
  const count = (kind: string) => ways.filter((way) => way.kind === kind).length;
  return kinds.map((kind) => wayWords[kind] + (count(kind) > 1 ? ` (${count(kind)})` : "")).join(", ");
}

function Sanctions({ member: { sanctions } }: { member: Shown }) {
  if (sanctions.length === 0) return null;
  return (
    <section>
      <h2>Suspensions</h2>
      <ul className="line-list">
        {sanctions.map(({ id, reason, startedAt, endsAt, endedAt, modActionId, by, endedBy }) => (
          <li key={id}>
            {reason}
            <p className="line-note">
              {formatDate(startedAt)} by {by.name}
              {endsAt ? `, until ${formatDate(endsAt)}` : ", without an end"}
              {endedAt && ` · ended ${formatDate(endedAt)}`}
              {endedBy && ` by ${endedBy.name}`}
              {modActionId !== null && (
                <>
                  {" · "}
                  <a href={paths.modAction({ id: modActionId })}>in the log</a>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) => privateMeta(data?.member.name ?? "Member");
