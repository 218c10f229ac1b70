import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/features/auth/auth.server";
import { findImportedProfile, listClaimable, takeOwn } from "~/features/imports/imports.server";
import { findAccountFacts } from "~/features/members/members.server";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { privateMeta } from "~/ui/page-meta";
import { formatDate } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const { address, addressVerifiedAt } = await findAccountFacts(member.id);
  return json({
    address,
    isVerified: addressVerifiedAt !== null,
    claimable: await listClaimable(member.id),
    imported: await findImportedProfile(member.id),
  });
}

/** Takes over whatever the member's verified address is named for; sent twice, it does nothing more. */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context, request);
  const { taken } = await takeOwn(member);
  if (taken > 0) return redirect(paths.member(member), 303);
  return json(
    { error: "There is nothing for your verified address, or a moderator acted against that name." },
    { status: 409 },
  );
}

export default function OwnImports() {
  const { address, isVerified, claimable, imported } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <section className="settings">
      <h1>Posts from elsewhere</h1>
      <p className="page-lead">
        When threads of another forum are taken over, what you wrote there becomes yours by the mail address that you
        used there.
      </p>
      {refused && "error" in refused && (
        <p className="notice" role="alert">
          {refused.error}
        </p>
      )}
      {claimable.length > 0 ? (
        <Form method="post">
          <ul className="line-list">
            {claimable.map(({ username, origin, placeholder }) => (
              <li key={`${origin.host} ${username}`}>
                <p className="line-title">
                  @{username} of {origin.host}
                </p>
                <p className="line-note">
                  {counted(placeholder.postCount, "post")}, here under{" "}
                  <a href={paths.member(placeholder)}>@{placeholder.handle}</a>
                </p>
              </li>
            ))}
          </ul>
          <p>
            They become yours with their dates, their likes and their name, which leads to you from then on. What you
            said of them by a vote or a reaction is taken back. This can’t be undone.
          </p>
          <button className="button button-primary">Take them over</button>
        </Form>
      ) : (
        <p className="none-yet">
          {!address
            ? "Your account has no mail address. "
            : isVerified
              ? `Nothing is there for ${address}. If you used another address there, verify that one; or ask an administrator. `
              : `${address} is not verified yet. `}
          <a href={paths.changeEmail()}>{address ? "Change or verify the address" : "Add an address"}</a>
        </p>
      )}
      {imported.length > 0 && (
        <section className="settings-part">
          <h2>Yours already</h2>
          <ul className="line-list">
            {imported.map(({ username, host, takenAt, importedAt }) => (
              <li key={`${host} ${username}`}>
                @{username} of {host}, since {formatDate(takenAt ?? importedAt)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Posts from elsewhere");
