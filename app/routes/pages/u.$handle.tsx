import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { initials, type Profile } from "~/features/members/members";
import { findProfile } from "~/features/members/members.server";
import { listPostsOf } from "~/features/posts/posts.server";
import { listThreads } from "~/features/threads/threads.server";
import { ThreadLines } from "~/features/threads/components/thread-lines";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { formatDate, Time } from "~/ui/time";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const handle = (params["handle"] ?? "").toLowerCase();
  const profile = await findProfile(handle);
  invariantResponse(profile, "There is no member of that name.", { status: 404 });
  if (params["handle"] !== profile.handle) throw redirect(paths.member(profile), 301);

  const viewer = await getViewer(context);
  const { threads } = await listThreads({ sort: "new", tagFamilies: [], authorId: profile.id, viewer, take: 10 });
  return pageData(context, {
    isOwn: viewer?.id === profile.id,
    profile,
    threads,
    posts: await listPostsOf(profile.id, viewer, 15),
    // Search engines come as visitors do.
    data: viewer ? null : [profileData(profile, env().publicOrigin)],
  });
}

/** A profile as schema.org says it. */
function profileData({ name, handle, bio, joinedAt, postCount }: Profile, origin: string) {
  const url = origin + paths.member({ handle });
  return {
    "@type": "ProfilePage",
    url,
    dateCreated: joinedAt,
    mainEntity: {
      "@type": "Person",
      "@id": url,
      name,
      alternateName: `@${handle}`,
      identifier: handle,
      url,
      ...(bio && { description: bio }),
      agentInteractionStatistic: {
        "@type": "InteractionCounter",
        interactionType: "https://schema.org/WriteAction",
        userInteractionCount: postCount,
      },
    },
  };
}

const roleWords = { member: "", moderator: "Moderator", admin: "Administrator" };

export default function ProfilePage() {
  const { isOwn, profile, threads, posts } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <header className="profile-head">
        <span className="tile tile-large" aria-hidden="true">
          {initials(profile.name)}
        </span>
        <div>
          <h1>{profile.name}</h1>
          <p className="profile-facts">
            <span>@{profile.handle}</span>
            {roleWords[profile.role] && <span>{roleWords[profile.role]}</span>}
            <span>joined {formatDate(profile.joinedAt)}</span>
            <span>
              <b>{profile.threadCount}</b> {profile.threadCount === 1 ? "thread" : "threads"}
            </span>
            <span>
              <b>{profile.postCount}</b> {profile.postCount === 1 ? "post" : "posts"}
            </span>
            <a href={paths.memberSources(profile)}>sources cited</a>
            {profile.isSuspended && <span className="signal">suspended</span>}
          </p>
        </div>
      </header>
      {isOwn && (
        <nav className="own-pages" aria-label="Yours">
          <a href={paths.drafts()}>Drafts</a>
          <a href={paths.uploads()}>Pictures</a>
          <a href={paths.disclosures()}>Disclosures</a>
        </nav>
      )}
      {profile.bio && <p className="profile-bio">{profile.bio}</p>}
      <section>
        <h2>Threads</h2>
        {threads.length === 0 && <p className="none-yet">No thread started yet.</p>}
        <ThreadLines threads={threads} />
      </section>
      <section>
        <h2>Posts</h2>
        {posts.length === 0 && <p className="none-yet">Nothing posted yet.</p>}
        <ul className="line-list">
          {posts.map((post) => (
            <li key={post.id}>
              <p className="line-note">
                <a href={paths.postInThread(post.thread, post)}>
                  {post.thread.title}, post {post.number}
                </a>{" "}
                · <Time at={post.createdAt} short />
              </p>
              <p className="line-excerpt" dir="auto">
                {post.excerpt}
              </p>
            </li>
          ))}
        </ul>
        <FeedLink list={paths.member(profile)} label={`RSS feed of posts by ${profile.name}`} />
      </section>
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `${data.profile.name} (@${data.profile.handle})`,
        description: data.profile.bio || `Threads and posts by ${data.profile.name}.`,
        path: paths.member(data.profile),
        origin: originOf(matches),
        type: "profile",
        links: feedLinks(`Posts by ${data.profile.name}`, paths.member(data.profile)),
        data: data.data,
      })
    : [{ title: "Not found · Counterproof" }];
