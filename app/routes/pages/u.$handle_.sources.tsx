import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { listMemberSources } from "~/features/citations/citations.server";
import { openProfile } from "~/features/members/members.server";
import { countsInWords, SourceLine } from "~/features/sources/components/source-line";
import { paths } from "~/paths";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const profile = await openProfile(params["handle"], paths.memberSources);
  const sources = await listMemberSources(profile.id, await getViewer(context));
  return json({
    member: { handle: profile.handle, name: profile.name },
    sources: sources.toSorted((a, b) => b.posts - a.posts).slice(0, 200),
    count: sources.length,
  });
}

export default function MemberSources() {
  const { member, sources, count } = useLoaderData<typeof loader>();
  return (
    <article className="sources-page">
      <h1>{`What ${member.name} cites`}</h1>
      <p className="form-context">
        <a href={paths.member(member)}>@{member.handle}</a> · {count} {count === 1 ? "source" : "sources"}, the most
        cited first
        {count > sources.length && `; the first ${sources.length} are shown`}
      </p>
      {count === 0 && <p className="none-yet">No source cited yet.</p>}
      <ol className="line-list">
        {sources.map((source) => (
          <li key={source.id}>
            <SourceLine source={source}>
              {` · ${countsInWords(source)} · `}
              <a href={paths.post({ id: source.first.postId })}>first here</a>
            </SourceLine>
          </li>
        ))}
      </ol>
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `What ${data.member.name} cites`,
        description: `${data.count === 1 ? "The source" : `The ${data.count} sources`} that ${data.member.name} cites on Counterproof.`,
        path: paths.memberSources(data.member),
        site: siteOf(matches),
      })
    : [{ title: "Not found · Counterproof" }];
