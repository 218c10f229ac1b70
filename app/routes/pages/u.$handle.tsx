import { type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Viewer } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { readShared } from "~/features/claims/claims.server";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { ImportedFrom } from "~/features/imports/components/imported-from";
import { findImportedProfile } from "~/features/imports/imports.server";
import { Tile } from "~/features/members/components/tile";
import { FollowMember } from "~/features/notifications/components/follow-member";
import { readStance } from "~/features/notifications/notifications.server";
import type { Profile } from "~/features/members/members";
import { openProfile } from "~/features/members/members.server";
import { readProfilePage } from "~/features/people/people.server";
import { listUnread } from "~/features/reading/reading.server";
import { SourceLine } from "~/features/sources/components/source-line";
import { ThreadLines } from "~/features/threads/components/thread-lines";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { pageData } from "~/platform/page-data.server";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { shorten } from "~/ui/shorten";
import { formatDate, Time } from "~/ui/time";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const { profile, imported, page } = await readShared(`profile ${params["handle"]}`, viewer, (as) =>
    readProfile(params["handle"], as),
  );
  const { id, handle, name, avatarHash, role, joinedAt, threadCount, postCount, isSuspended, bio } = profile;
  const unread = await listUnread(
    viewer,
    page.threads.map((thread) => thread.id),
  );
  return pageData(context, {
    isOwn: viewer?.id === id,
    /** Whether the viewer follows or has muted this member; undefined where they can't. */
    stance: viewer && viewer.id !== id ? await readStance(viewer, id) : undefined,
    imported,
    profile: { id, handle, name, avatarHash, role, joinedAt, threadCount, postCount, isSuspended },
    description: shorten(bio.replaceAll(/\s+/g, " "), 200) || `Threads and posts by ${name}.`,
    ...page,
    unread,
    // Search engines come as visitors do.
    data: viewer || postCount === 0 ? null : [profileData(profile, page.proved, env().publicOrigin)],
  });
}

/** What is the same on a profile for everybody who may read as much as this viewer. */
async function readProfile(typed: string | undefined, viewer: Viewer) {
  const profile = await openProfile(typed, paths.member);
  const [imported, page] = await Promise.all([findImportedProfile(profile.id), readProfilePage(profile, viewer)]);
  return { profile, imported, page };
}

/** A profile as schema.org says it. */
function profileData(
  { name, handle, bio, joinedAt, postCount }: Profile,
  proved: { href: string | null }[],
  origin: string,
) {
  const url = origin + paths.member({ handle });
  const sameAs = proved.flatMap(({ href }) => href ?? []);
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
      ...(sameAs.length > 0 && { sameAs }),
      agentInteractionStatistic: {
        "@type": "InteractionCounter",
        interactionType: "https://schema.org/WriteAction",
        userInteractionCount: postCount,
      },
    },
  };
}

const roleWords = { member: "", moderator: "Moderator", admin: "Administrator" };

type Shown = SerializeFrom<typeof loader>;

export default function ProfilePage() {
  const { isOwn, profile, bioHtml, threads, unread, posts } = useLoaderData<typeof loader>();
  const shown = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <ProfileHead {...shown} />
      {shown.stance !== undefined && <FollowMember member={profile} stance={shown.stance} />}
      {isOwn && (
        <nav className="own-pages" aria-label="Yours">
          <a href={paths.profileSettings()}>Edit profile</a>
          <a href={paths.drafts()}>Drafts</a>
          <a href={paths.uploads()}>Pictures</a>
          <a href={paths.disclosures()}>Disclosures</a>
        </nav>
      )}
      {bioHtml !== "" && <HtmlBody id="bio" className="prose profile-bio" html={bioHtml} />}
      <ImportedFrom imported={shown.imported} name={profile.name} />
      <KnownFor {...shown} />
      <Corrections corrections={shown.corrections} name={profile.name} />
      <section>
        <h2>Threads</h2>
        {threads.length === 0 && <p className="none-yet">No thread started yet.</p>}
        <ThreadLines threads={threads} unread={unread} />
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

function ProfileHead({ profile, formerName, link, proved }: Shown) {
  return (
    <header className="profile-head">
      <Tile member={profile} isLarge />
      <div>
        <h1>{profile.name}</h1>
        <p className="profile-facts">
          <span>@{profile.handle}</span>
          {formerName && <span>until recently {formerName}</span>}
          {roleWords[profile.role] && <span>{roleWords[profile.role]}</span>}
          <span>joined {formatDate(profile.joinedAt)}</span>
          <span>
            <b>{profile.threadCount}</b> {profile.threadCount === 1 ? "thread" : "threads"}
          </span>
          <span>
            <b>{profile.postCount}</b> {profile.postCount === 1 ? "post" : "posts"}
          </span>
          {link &&
            (link.isLinked ? (
              <a href={link.href} rel="nofollow ugc noopener me">
                {link.words}
              </a>
            ) : (
              <span>{link.words}</span>
            ))}
          {proved.map(({ name, words, href }) => (
            <span key={name + words}>
              {name}{" "}
              {href === null ? (
                words
              ) : (
                <a href={href} rel="nofollow ugc noopener me">
                  {words}
                </a>
              )}
            </span>
          ))}
          {profile.isSuspended && <span className="signal">suspended</span>}
        </p>
      </div>
    </header>
  );
}

/** What somebody reads before a post of this member: interests, subjects, and what the posts rest on. */
function KnownFor({ profile, disclosures, tags, sources }: Shown) {
  return (
    <>
      {disclosures.length > 0 && (
        <section>
          <h2>Disclosures</h2>
          <ul className="line-list">
            {disclosures.map(({ text, since, tag }) => (
              <li key={tag.slug}>
                <p className="line-title">{text}</p>
                <p className="line-note">
                  in threads about <a href={paths.tagPage(tag)}>{tag.name}</a>, since {formatDate(since)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {tags.length > 0 && (
        <section>
          <h2>Writes about</h2>
          <p className="profile-facts profile-tags">
            {tags.map((tag) => (
              <span key={tag.slug}>
                <a href={paths.tagPage(tag)}>{tag.name}</a> in {tag.posts} {tag.posts === 1 ? "post" : "posts"}
              </span>
            ))}
          </p>
        </section>
      )}
      {sources.length > 0 && (
        <section>
          <h2>Cites most</h2>
          <ul className="line-list">
            {sources.map((source) => (
              <li key={source.id}>
                <SourceLine
                  source={source}
                >{` · in ${source.postCount} ${source.postCount === 1 ? "post" : "posts"}`}</SourceLine>
              </li>
            ))}
          </ul>
          <p className="line-note">
            <a href={paths.memberSources(profile)}>All sources that {profile.name} cites</a>
          </p>
        </section>
      )}
    </>
  );
}

/** To correct oneself in public is worth more than never to have been wrong, so it has a place of its own. */
function Corrections({ corrections, name }: { corrections: Shown["corrections"]; name: string }) {
  if (corrections.length === 0) return null;
  return (
    <section>
      <h2>Corrected by {name}</h2>
      <ul className="line-list">
        {corrections.map(({ id, text, correctedFrom, correctedAt, thread, post }) => (
          <li key={id}>
            <p>
              <s>{correctedFrom}</s> <a href={paths.claim({ id })}>{text}</a>
            </p>
            <p className="line-note">
              <a href={paths.postInThread(thread, post)}>
                {thread.title}, post {post.number}
              </a>{" "}
              · <Time at={correctedAt} short />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `${data.profile.name} (@${data.profile.handle})`,
        description: data.description,
        path: paths.member(data.profile),
        site: siteOf(matches),
        type: "profile",
        links: feedLinks(`Posts by ${data.profile.name}`, paths.member(data.profile)),
        noindex: data.profile.postCount === 0,
        data: data.data,
      })
    : [{ title: "Not found · Counterproof" }];
