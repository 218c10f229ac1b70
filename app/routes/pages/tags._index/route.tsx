import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { getViewer } from "~/features/auth/auth.server";
import { completeTags, groupByKind, kindNames, nearTags, tagKinds } from "~/features/tags/tags";
import { listFollowedTags, listTagLines, listTags } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { sharedReads } from "~/platform/shared-reads.server";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { TagRows } from "./tag-rows";

const orders = ["threads", "name"] as const;
const orderNames = { threads: "Most threads", name: "Name" };

const TagListQuery = z.object({
  q: z
    .string()
    .transform((typed) => typed.trim().slice(0, 80))
    .default(""),
  kind: z.enum(tagKinds).nullable(),
  order: z.enum(orders).default("threads"),
});

export async function loader({ context }: LoaderFunctionArgs) {
  const search = context.url.searchParams;
  const query = TagListQuery.safeParse({
    q: search.get("q") ?? undefined,
    kind: search.get("kind") || null,
    order: search.get("order") || undefined,
  });
  invariantResponse(
    query.success,
    "Tags can be filtered by a kind, “chain”, “topic”, “upgrade” or “eip”, and ordered by “threads” or “name”.",
    { status: 400 },
  );
  const { q, kind, order } = query.data;
  const lines = await (await sharedReads())(`tags ${kind} ${order}`, () => listTagLines({ kind, order }));
  const matching = new Set(completeTags(q, lines).map(({ tag }) => tag));
  const tags = lines.filter((line) => matching.has(line));
  const viewer = await getViewer(context);
  return pageData(context, {
    q,
    kind,
    order,
    tags,
    near: tags.length > 0 ? [] : nearTags(q, await listTags()),
    followed: viewer ? await listFollowedTags(viewer.id) : [],
  });
}

export default function TagList() {
  const { q, kind, order, tags, near, followed } = useLoaderData<typeof loader>();
  const given = { q: q || undefined, order: order === "threads" ? undefined : order };
  return (
    <div className="tags-page">
      <header className="tags-head">
        <h1>Tags</h1>
        <a className="button" href={paths.newTag()}>
          New topic
        </a>
      </header>
      {followed.length > 0 && (
        <p className="tags-followed">
          <span className="kind-name">You follow</span>
          {followed.map((tag) => (
            <a key={tag.slug} href={paths.tagPage(tag)}>
              {tag.name}
            </a>
          ))}
        </p>
      )}
      <div className="filters tags-filters">
        <form method="get" action={paths.tags()} role="search" className="tags-search">
          {kind && <input type="hidden" name="kind" value={kind} />}
          {order !== "threads" && <input type="hidden" name="order" value={order} />}
          <label className="visually-hidden" htmlFor="tags-q">
            Find a tag by its name
          </label>
          <input id="tags-q" type="search" name="q" defaultValue={q} maxLength={80} placeholder="Find a tag" />
          <button className="button">Find</button>
        </form>
        <nav className="sorts" aria-label="Kind">
          <a href={paths.tags(given)} aria-current={kind === null ? "page" : undefined}>
            All
          </a>
          {tagKinds.map((one) => (
            <a key={one} href={paths.tags({ ...given, kind: one })} aria-current={kind === one ? "page" : undefined}>
              {kindNames[one]}
            </a>
          ))}
        </nav>
        <nav className="periods" aria-label="Order">
          {orders.map((one) => (
            <a
              key={one}
              href={paths.tags({ q: given.q, kind: kind ?? undefined, order: one === "threads" ? undefined : one })}
              aria-current={order === one ? "page" : undefined}
            >
              {orderNames[one]}
            </a>
          ))}
        </nav>
      </div>
      {groupByKind(tags).map((group) => (
        <section key={group.kind} aria-labelledby={`kind-${group.kind}`}>
          <h2 id={`kind-${group.kind}`}>{group.name}</h2>
          <TagRows tags={group.tags} kind={group.name} />
        </section>
      ))}
      {tags.length === 0 && (
        <div className="notice">
          <p>
            <b>{q === "" ? "There are no tags of this kind yet." : `No tag matches “${q}”.`}</b>{" "}
            {near.length > 0 && (
              <>
                Near it:{" "}
                {near.map((tag, index) => (
                  <span key={tag.slug}>
                    {index > 0 && ", "}
                    <a href={paths.tagPage(tag)}>{tag.name}</a>
                  </span>
                ))}
                .{" "}
              </>
            )}
            <a href={paths.tags()}>All tags</a>
          </p>
        </div>
      )}
    </div>
  );
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "Tags",
    description: "The vocabulary threads are filed under: chains, topics, upgrades and EIPs.",
    path: paths.tags(),
    site: siteOf(matches),
  });
