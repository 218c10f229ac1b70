import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { presentRules } from "~/features/people/people.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { formatDate } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  return pageData(context, { rules: await presentRules() });
}

export default function Rules() {
  const { rules } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>Rules</h1>
      {rules ? (
        <>
          <HtmlBody id="rules" className="prose" html={rules.html} />
          <p className="line-note">
            Last changed on {formatDate(rules.changedAt)}. The <a href={paths.modLog()}>moderation log</a> has each
            change with its reason.
          </p>
        </>
      ) : (
        <p className="page-lead">
          This community has written no rules. What moderators do stands in the{" "}
          <a href={paths.modLog()}>moderation log</a>, each time with the reason.
        </p>
      )}
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta({
    title: "Rules",
    description: "What members of this community keep to.",
    path: paths.rules(),
    site: siteOf(matches),
    noindex: !data?.rules,
  });
