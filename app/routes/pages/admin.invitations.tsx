import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { listInvitations } from "~/features/members/members.server";
import { InvitationList, InvitationMaker } from "~/features/people/components/invitations";
import { answerInvitation } from "~/features/people/people.server";
import { signUpWords } from "~/features/site/site";
import { findSignUpMode } from "~/features/site/site.server";
import { paths } from "~/paths";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json({ invitations: await listInvitations(null), mode: await findSignUpMode() });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const by = await requireAdmin(context);
  const { status, reply, link } = await answerInvitation(request, by, true);
  return json({ reply, link }, { status });
}

export default function Invitations() {
  const { invitations, mode } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <article className="profile">
      <h1>Invitations</h1>
      <p className="page-lead">
        Who may join now: {signUpWords[mode].toLowerCase()}. That is set in the{" "}
        <a href={paths.siteSettings()}>settings of the site</a>.
      </p>
      <InvitationMaker state={sent?.reply} link={sent?.link ?? null} />
      <section>
        <h2>Who invited whom</h2>
        <InvitationList invitations={invitations} saysWho />
      </section>
    </article>
  );
}

export const meta: MetaFunction = () => privateMeta("Invitations");
