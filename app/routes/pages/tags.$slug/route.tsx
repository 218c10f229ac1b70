import {
  type AppLoadContext,
  json,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { isModerator } from "~/features/auth/auth";
import {
  countAttempt,
  getViewer,
  limits,
  requireMember,
  signInKeepingText,
  takeHeldForm,
  waitInWords,
} from "~/features/auth/auth.server";
import { findChain } from "~/features/chains/chains.server";
import { ClaimsAbout } from "~/features/claims/components/claims-about";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { FollowForm, kindWords, nearTags } from "~/features/tags/tags";
import { followTag, listTags, lookUpSlug, unfollowTag } from "~/features/tags/tags.server";
import { ListOrder, orderInAddress } from "~/features/threads/components/list-order";
import { ThreadRows } from "~/features/threads/components/thread-rows";
import { parseThreadList } from "~/features/threads/threads";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { pageMeta, siteOf, privateMeta } from "~/ui/page-meta";
import { TagAside } from "./tag-aside";
import { TagHeader } from "./tag-header";
import { loadTagScreen, type TagScreen } from "./tag-screen.server";
import { UnknownTag } from "./unknown-tag";
import { WhichTag } from "./which-tag";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const asked = params["slug"] ?? "";
  const slug = asked.toLowerCase();
  const meaning = /^[a-z0-9-]{1,60}$/.test(slug) ? await lookUpSlug(slug) : null;
  if (!meaning)
    return json({ is: "unknown" as const, asked, near: nearTags(asked, await listTags()) }, { status: 404 });

  if (meaning.is === "tag") await followAsHeld(context, meaning.tag);

  if (meaning.is === "ambiguous") return pageData(context, { is: "ambiguous" as const, slug, tags: meaning.tags });
  const isHere = meaning.is === "tag" && asked === slug;
  if (!isHere) throw redirect(paths.tag(meaning.tag) + context.url.search, meaning.is === "synonym" ? 302 : 301);

  // A chain has one page; a group's tag keeps its own.
  if (meaning.tag.kind === "chain" && (await findChain(slug))) throw redirect(paths.chain(meaning.tag), 301);

  const query = parseThreadList(context.url.searchParams);
  invariantResponse(
    query,
    "This list can be sorted by “active”, “new”, “top” (of a “day”, “week”, “month”, “year” or “all”) or “hot”, and narrowed by up to six tags.",
    { status: 400 },
  );
  const screen = await loadTagScreen(meaning.tag, query, await getViewer(context));
  const { html, ...data } = screen;
  return pageData(context, { is: "tag" as const, ...data, html: htmlOnce(context, { tag: html })?.tag ?? null });
}

/** Somebody pressed "Follow" signed out, and comes back after signing in: the tag is followed, and the page has its own address. */
async function followAsHeld(context: AppLoadContext, tag: { id: number; slug: string; kind: string }) {
  const held = await takeHeldForm(context);
  if (held?.sent("intent") === "follow") await followTag({ by: held.by, tagId: tag.id });
  if (held) throw redirect(paths.tagPage(tag), 303);
}

/** Follows a tag, or no longer does. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireMember(context);
  const meaning = await lookUpSlug((params["slug"] ?? "").slice(0, 60).toLowerCase());
  invariantResponse(meaning && meaning.is !== "ambiguous", "There is no such tag.", { status: 404 });
  const form = parseForm(await request.formData(), FollowForm);
  invariantResponse(form.ok, "A tag can be followed, or no longer followed.", { status: 422 });

  const wait = await countAttempt(limits.followByMember, by.id);
  invariantResponse(wait === 0, `That was often in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  await (form.value.intent === "follow" ? followTag : unfollowTag)({ by, tagId: meaning.tag.id });
  return redirect(paths.tagPage(meaning.tag), 303);
}

export default function TagRoute() {
  const data = useLoaderData<typeof loader>();
  if (data.is === "unknown") return <UnknownTag asked={data.asked} near={data.near} />;
  if (data.is === "ambiguous") return <WhichTag slug={data.slug} tags={data.tags} />;
  return <TagScreenView screen={data} html={data.html} />;
}

function TagScreenView({ screen, html }: { screen: Omit<TagScreen, "html">; html: string | null }) {
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  const { tag, threads, next, sort, period, narrowed, unknown, isFirstPage, related, claims } = screen;
  const also = narrowed.map(({ slug }) => slug);
  const listAt = (cursor?: string) => paths.tag(tag, { ...orderInAddress(sort, period), tag: also, cursor });
  return (
    <article className="tag-page">
      <TagHeader screen={screen} html={html} mayModerate={isModerator(viewer)} />
      <div className="tag-columns">
        <section aria-label="Threads">
          <div className="filters">
            <ListOrder sort={sort} period={period} hrefOf={(order) => paths.tag(tag, { ...order, tag: also })} />
            {narrowed.length > 0 && (
              <p className="narrowed">
                and also{" "}
                {narrowed.map(({ slug, name, kind }) => (
                  <a
                    key={slug}
                    className="tag-box"
                    href={paths.tag(tag, { ...orderInAddress(sort, period), tag: also.filter((one) => one !== slug) })}
                    aria-label={`${name}: show threads without it too`}
                  >
                    <span className="kind-name">{kindWords[kind]}</span>
                    {name}
                    <span className="box-cross" aria-hidden="true" />
                  </a>
                ))}
              </p>
            )}
          </div>
          {threads.length > 0 ? (
            <ThreadRows threads={threads} tag={tag.slug} unread={screen.unread} />
          ) : (
            <NoThreadsHere
              words={
                unknown.length > 0
                  ? `There is no tag “${unknown[0]}” to narrow this list by.`
                  : !isFirstPage
                    ? "That was the last thread."
                    : also.length > 0
                      ? "No thread is filed under all of these tags."
                      : period && period !== "all"
                        ? "No thread was started in that time."
                        : "No thread is filed here yet."
              }
              href={
                also.length > 0 || unknown.length > 0 || !isFirstPage || period
                  ? paths.tag(tag)
                  : paths.newThread([tag.slug])
              }
              action={
                also.length > 0 || unknown.length > 0 || !isFirstPage || period
                  ? `All threads under ${tag.name}`
                  : "New thread"
              }
            />
          )}
          <nav className="pager" aria-label="Pages">
            {!isFirstPage && <a href={listAt()}>First page</a>}
            {next && (
              <a rel="next" href={listAt(next)}>
                {sort === "active" || sort === "new" ? "Older threads" : "More threads"}
              </a>
            )}
            <FeedLink list={paths.tag(tag)} label="RSS feed of this tag" />
          </nav>
          {claims.length > 0 && <ClaimsAbout filter={{ tag: tag.slug }} name={tag.name} claims={claims} />}
        </section>
        <TagAside tag={tag} related={related} />
      </div>
    </article>
  );
}

function NoThreadsHere({ words, href, action }: { words: string; href: string; action: string }) {
  return (
    <div className="notice">
      <p>
        <b>{words}</b> <a href={href}>{action}</a>
      </p>
    </div>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => {
  if (!data || data.is !== "tag") return privateMeta(data?.is === "ambiguous" ? "Which tag?" : "Not found");
  return pageMeta({
    title: `${data.tag.name}, ${kindWords[data.tag.kind]}`,
    description: data.tag.summary || `Threads about ${data.tag.name}.`,
    path: paths.tag(data.tag),
    site: siteOf(matches),
    noindex: !data.isFirstPage || data.narrowed.length > 0 || data.unknown.length > 0,
    links: feedLinks(`New threads about ${data.tag.name}`, paths.tag(data.tag)),
  });
};
