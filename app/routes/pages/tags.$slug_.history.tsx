import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { countComparison, getViewer, waitInWords } from "~/features/auth/auth.server";
import { findTagPage, findTagRevision, findTags, listTagRevisions } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { askerOf } from "~/features/auth/auth";
import { compareTexts } from "~/features/markdown/markdown.server";
import { invariantResponse } from "~/platform/responses.server";
import { askedRevisions, RevisionComparison } from "~/ui/revision-comparison";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const [named] = await findTags(db, [params["slug"]?.slice(0, 60) ?? ""]);
  const tag = named && (await findTagPage(named.slug));
  invariantResponse(tag, "There is no such tag.", { status: 404 });
  if (params["slug"] !== tag.slug) throw redirect(paths.tagHistory(tag) + context.url.search, 301);

  const asked = askedRevisions(context.url.searchParams, tag.revision);
  invariantResponse(asked, "Name two revisions by their numbers.", { status: 400 });
  const { from, to } = asked;
  const wait = await countComparison({ address: context.address, member: await getViewer(context) });
  invariantResponse(wait === 0, `Too many comparisons were asked for. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const [before, after] = await Promise.all([findTagRevision(tag.id, from), findTagRevision(tag.id, to)]);
  invariantResponse(before !== null && after !== null, "There is no such revision of this description.", {
    status: 404,
  });
  return json({
    tag: { slug: tag.slug, name: tag.name, kind: tag.kind },
    revisions: await listTagRevisions(tag.id),
    from,
    to,
    diff: await compareTexts(before, after, askerOf({ request, context, viewer: null })),
  });
}

export default function TagHistory() {
  const { tag, revisions, from, to, diff } = useLoaderData<typeof loader>();
  return (
    <article className="history">
      <h1>History of “{tag.name}”</h1>
      <p className="form-context">
        The description of the tag <a href={paths.tagPage(tag)}>{tag.name}</a>
      </p>
      <RevisionComparison
        revisions={revisions.map(({ editor, ...revision }) => ({
          ...revision,
          editor: editor && { name: editor.name, href: paths.member(editor) },
        }))}
        from={from}
        to={to}
        diff={diff}
        first="as it was at first"
      />
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  privateMeta(data ? `History of ${data.tag.name}` : "Not found");
