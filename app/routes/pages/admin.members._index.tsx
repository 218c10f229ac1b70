import { json, type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { Tile } from "~/features/members/components/tile";
import { MemberSearch } from "~/features/people/people";
import { listMembers } from "~/features/people/people.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { Field, SelectField } from "~/ui/field";
import { privateMeta } from "~/ui/page-meta";
import { formatDate } from "~/ui/time";

const pageSize = 50;

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const asked = MemberSearch.safeParse(Object.fromEntries(context.url.searchParams));
  invariantResponse(asked.success, "There is no such filter of members.", { status: 400 });
  const { q, role, state, cursor } = asked.data;
  const filter = { q, role: role ?? null, state: state ?? null };
  return json({ ...(await listMembers({ ...filter, before: cursor ?? null }, pageSize)), ...filter });
}

export default function Members() {
  const { members, next, q, role, state } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>Members</h1>
      <form className="member-search" action={paths.members()} role="search" aria-label="Members">
        <Field
          name="q"
          label="Handle, name or address"
          type="search"
          defaultValue={q}
          maxLength={100}
          help="A handle that was given up finds its member, too."
        />
        <SelectField name="role" label="Role" defaultValue={role ?? ""}>
          <option value="">Any</option>
          <option value="member">Member</option>
          <option value="moderator">Moderator</option>
          <option value="admin">Administrator</option>
        </SelectField>
        <SelectField name="state" label="State" defaultValue={state ?? ""}>
          <option value="">Any</option>
          <option value="suspended">Suspended</option>
          <option value="leaving">Leaving</option>
          <option value="former">Former</option>
        </SelectField>
        <button className="button">Find</button>
      </form>
      {members.length === 0 && <p className="none-yet">Nobody fits.</p>}
      <ul className="line-list member-list">
        {members.map((member) => (
          <li key={member.id}>
            <Tile member={member} />
            <div>
              <a className="line-title" href={paths.administerMember(member)}>
                {member.name}
              </a>
              <p className="line-note">{factsOf(member).join(" · ")}</p>
            </div>
          </li>
        ))}
      </ul>
      {next && (
        <nav className="pager" aria-label="Pages">
          <a
            rel="next"
            href={paths.members({ q, role: role ?? undefined, state: state ?? undefined, cursor: String(next) })}
          >
            Members before
          </a>
        </nav>
      )}
    </article>
  );
}

const roleWords = { member: null, moderator: "moderator", admin: "administrator" };

type Listed = SerializeFrom<typeof loader>["members"][number];

function factsOf({ handle, role, joinedAt, postCount, suspendedAt, suspendedUntil, ...member }: Listed): string[] {
  const until = suspendedUntil ? `suspended until ${formatDate(suspendedUntil)}` : "suspended";
  return [
    `@${handle}`,
    roleWords[role],
    member.isDemonstration ? "of the demonstration" : null,
    `joined ${formatDate(joinedAt)}`,
    postCount === 1 ? "1 post" : `${postCount} posts`,
    suspendedAt && until,
    member.deletedAt ? `left ${formatDate(member.deletedAt)}` : null,
    member.deletionDueAt && !member.deletedAt ? `leaves ${formatDate(member.deletionDueAt)}` : null,
  ].filter((fact) => fact !== null);
}

export const meta: MetaFunction = () => privateMeta("Members");
