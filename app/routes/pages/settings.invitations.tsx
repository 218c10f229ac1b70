import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/features/auth/auth.server";
import { listInvitations } from "~/features/members/members.server";
import { InvitationList, InvitationMaker } from "~/features/people/components/invitations";
import { answerInvitation } from "~/features/people/people.server";
import { findSignUpMode } from "~/features/site/site.server";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  return json({ invitations: await listInvitations(member.id), mode: await findSignUpMode() });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireMember(context);
  invariantResponse((await findSignUpMode()) !== "closed", "Nobody can join at present.", { status: 403 });
  const { status, reply, link } = await answerInvitation(request, by, false);
  return json({ reply, link }, { status });
}

export default function OwnInvitations() {
  const { invitations, mode } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <section className="settings">
      <h1>Invitations</h1>
      {mode === "closed" ? (
        <p className="page-lead">Nobody can join at present, so there is nothing to invite to.</p>
      ) : (
        <>
          <p className="page-lead">
            A link by which somebody joins{mode === "invited" && ", which is the only way to join here"}. Administrators
            see who invited whom.
          </p>
          <InvitationMaker state={sent?.reply} link={sent?.link ?? null} />
        </>
      )}
      <section className="settings-part">
        <h2>Your invitations</h2>
        <InvitationList invitations={invitations} saysWho={false} />
      </section>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Invitations");
