import { feedRoute } from "~/features/feeds/feeds.server";
import { openProfile } from "~/features/members/members.server";
import { paths } from "~/paths";
import { postEntries, titleInThread } from "./entries.server";

/** A member's newest posts. */
export const loader = feedRoute(async ({ params, context }) => {
  const { pathname, search } = context.url;
  const suffix = pathname.slice(pathname.lastIndexOf(".")) + search;
  const profile = await openProfile(params["handle"], (member) => paths.member(member) + suffix);
  return {
    title: `${profile.name} (@${profile.handle}) · Counterproof`,
    description: `Posts by ${profile.name}, newest first.`,
    path: paths.member(profile),
    entries: await postEntries({ authorId: profile.id }, titleInThread),
  };
});
