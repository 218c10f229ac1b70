import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { Viewer } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { type CitedSource, listOpenMentions, listThreadSources } from "~/features/citations/citations.server";
import { readShared } from "~/features/claims/claims.server";
import { ExportLinks } from "~/features/sources/components/export-links";
import { countsInWords, SourceLine } from "~/features/sources/components/source-line";
import { kindWords, sourceKinds } from "~/features/sources/sources";
import { ThreadTabs } from "~/features/threads/components/thread-tabs";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { idParam } from "~/platform/id-param";

const Sort = z.enum(["first", "cited", "disputed"]).default("first");
const sortWords = { first: "By first use", cited: "Most cited", disputed: "Most disputed" } as const;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["threadId"]);
  const { thread, sources, mentions } = await readShared(`sources of thread ${id}`, await getViewer(context), (as) =>
    readSources(id, as),
  );
  if (params["slug"] !== thread.slug) throw redirect(paths.threadSources(thread) + context.url.search, 301);
  const sort = Sort.safeParse(context.url.searchParams.get("sort") ?? undefined);
  invariantResponse(sort.success, "There is no such order.", { status: 400 });

  return pageData(context, {
    thread,
    sort: sort.data,
    groups: sourceKinds.flatMap((kind) => {
      const group = sources.filter((source) => source.kind === kind);
      return group.length > 0 ? [{ kind, sources: sorted(group, sort.data) }] : [];
    }),
    count: sources.length,
    mentions,
  });
}

/** All that a thread's posts cite or name, as this viewer may read it; throws a 404 without the thread. */
async function readSources(id: number, viewer: Viewer) {
  const thread = id > 0 ? await findThread(id, viewer) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const { slug, title, postCount, claimCount } = thread;
  const [sources, mentions] = await Promise.all([listThreadSources(id, viewer), listOpenMentions(id, viewer)]);
  return { thread: { id, slug, title, postCount, claimCount, sourceCount: sources.length }, sources, mentions };
}

function sorted(sources: CitedSource[], sort: z.output<typeof Sort>) {
  if (sort === "first") return sources;
  return sources.toSorted((a, b) =>
    sort === "cited" ? b.posts - a.posts : b.disputes - a.disputes || b.posts - a.posts,
  );
}

export default function ThreadSources() {
  const { thread, sort, groups, count, mentions } = useLoaderData<typeof loader>();
  return (
    <article className="sources-page">
      <h1>{`Sources of “${thread.title}”`}</h1>
      <ThreadTabs thread={thread} current="sources" />
      <p className="form-context">
        {count} {count === 1 ? "source" : "sources"}
        {mentions.length > 0 && `, ${mentions.length} named without a link`}
      </p>
      {count > 0 && (
        <>
          <nav className="source-filters" aria-label="Order">
            <p>
              {Sort.unwrap().options.map((one) => (
                <a
                  key={one}
                  href={paths.threadSources(thread, one === "first" ? undefined : one)}
                  aria-current={sort === one ? "page" : undefined}
                >
                  {sortWords[one]}
                </a>
              ))}
            </p>
          </nav>
          <ExportLinks what="All of them" hrefOf={(format) => paths.threadSourcesFile(thread, format)} />
        </>
      )}
      {count === 0 && mentions.length === 0 && <p className="none-yet">No post of this thread cites a source yet.</p>}
      {groups.map(({ kind, sources }) => (
        <section key={kind}>
          <h2>{kindWords[kind].many}</h2>
          <ol className="line-list">
            {sources.map((source) => (
              <li key={source.id}>
                <SourceLine source={source}>
                  {` · ${countsInWords(source)}, first by `}
                  <a href={paths.postInThread(thread, { id: source.first.postId, number: source.first.number })}>
                    {source.first.name} in post {source.first.number}
                  </a>
                </SourceLine>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {mentions.length > 0 && (
        <section>
          <h2>Named without a link</h2>
          <ul className="line-list">
            {mentions.map((mention) => (
              <li key={mention.id}>
                <p className="line-title" dir="auto">{`“${mention.text}”`}</p>
                <p className="line-note">
                  in <a href={paths.postInThread(thread, mention.post)}>post {mention.post.number}</a> ·{" "}
                  <a href={paths.findSource(mention)}>
                    Find this source<span className="visually-hidden">: {mention.text}</span>
                  </a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `Sources of ${data.thread.title}`,
        description: `${data.count === 1 ? "The source" : `The ${data.count} sources`} that this thread cites.`,
        path: paths.threadSources(data.thread),
        site: siteOf(matches),
      })
    : [{ title: "Not found · Counterproof" }];
