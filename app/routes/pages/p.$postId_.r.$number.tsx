import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { askerOf } from "~/features/auth/auth";
import { countComparison, getViewer, waitInWords } from "~/features/auth/auth.server";
import { oEmbedLinks } from "~/features/embeds/embeds";
import { readCitedText } from "~/features/posts/posts.server";
import { unrenderable } from "~/features/posts/posts";
import { toMetaTags } from "~/features/sources/sources";
import { findReferences } from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { sharedReads } from "~/platform/shared-reads.server";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { Time } from "~/ui/time";
import { readReference } from "../files/exports/post-reference.server";

/** One revision of a post as a page of its own, which says the same for as long as it is here: what a citation leads to. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const postId = idParam(params["postId"]);
  const number = idParam(params["number"]);
  const { post, createdAt, reason, reference } = await readReference(postId, number);
  const viewer = await getViewer(context);
  const isNewest = number === post.revision;
  if (!isNewest) {
    const wait = await countComparison({ address: context.address, member: viewer });
    invariantResponse(wait === 0, `Too many revisions were asked for. Try again ${waitInWords(wait)}.`, {
      status: 429,
      headers: { "Retry-After": String(wait) },
    });
  }
  // Alike for everybody: who may read more reads it in the thread and in the history.
  const share = await sharedReads();
  const { html, excerpt, tags } = await share(`revision ${number} of post ${postId}`, async () => {
    const text = await readCitedText(postId, number, askerOf({ request, context, viewer }));
    const cites = await findReferences(text.sourceIds);
    return {
      ...text,
      tags: toMetaTags(reference, {
        cites,
        keywords: post.thread.tags,
        language: "en",
        licence: env().CONTENT_LICENCE,
      }),
    };
  });
  if (html !== null && !post.isFolded) context.bodies.set(bodyKey, html);
  return pageData(context, {
    post,
    number,
    createdAt,
    reason,
    title: reference.csl.title ?? "",
    isReadable: html !== null,
    excerpt,
    // A folded text is read where one opens it oneself.
    tags: post.isFolded ? [] : tags,
    html: context.wants === "data" && !post.isFolded ? html : null,
  });
}

const bodyKey = "revision";

export default function Revision() {
  const { post, number, createdAt, reason, title, isReadable, html } = useLoaderData<typeof loader>();
  const isNewest = number === post.revision;
  return (
    <article className="history">
      <h1>{title}</h1>
      <p className="form-context">
        by <a href={paths.member(post.author)}>{post.author.name}</a>, <Time at={createdAt} />, post {post.number} in{" "}
        <a href={paths.postInThread(post.thread, post)}>{post.thread.title}</a>
      </p>
      <p className={isNewest ? "form-context" : "notice"}>
        Revision {number} of {post.revision}
        {reason && number > 1 && `, “${reason}”`}.{" "}
        {isNewest ? (
          "This is what the post says now."
        ) : (
          <>
            The post was edited since: <a href={paths.postRevision(post, post.revision)}>the newest revision</a>,{" "}
            <a href={paths.postHistory(post, { from: number, to: post.revision })}>what changed</a>.
          </>
        )}
      </p>
      {post.isFolded ? (
        <p>
          This post is hidden until a moderator has looked at it.{" "}
          <a href={paths.postInThread(post.thread, post)}>Open it in its thread</a>
        </p>
      ) : isReadable ? (
        <>
          {/* Headings of posts begin at the third level. */}
          <h2 className="visually-hidden">The text</h2>
          <HtmlBody id={bodyKey} className="prose" html={html ?? undefined} />
        </>
      ) : (
        <p>{unrenderable}</p>
      )}
      {!isNewest && isReadable && !post.isFolded && (
        <p className="form-context">
          Charts, and the marks at numbers, come from today’s data: they can differ from what readers saw then.
        </p>
      )}
      <p className="history-links">
        <a href={paths.citePost(post, number)}>Cite this revision</a>
        <a href={paths.postInThread(post.thread, post)}>In its thread</a>
        <a href={paths.postHistory(post)}>History of the post</a>
      </p>
    </article>
  );
}

/** Its words alone, in which annotations count. */
const textLink = ({ post, number }: { post: { id: number }; number: number }) => ({
  tagName: "link",
  rel: "alternate",
  type: "text/plain",
  href: paths.postText(post, number),
});

/** Search engines find a text in its thread; an earlier one, which may have been corrected, nowhere. */
export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `${data.title}, revision ${data.number}`,
        description: data.excerpt,
        path: paths.postRevision(data.post, data.number),
        site: siteOf(matches),
        type: "article",
        picture: { path: paths.postPicture(data.post), alt: data.excerpt },
        tags: data.tags,
        links: data.post.isFolded
          ? []
          : [textLink(data), ...oEmbedLinks(data.title, paths.postRevision(data.post, data.number), siteOf(matches))],
        noindex: true,
      })
    : [{ title: "Not found · Counterproof" }];
