import { feedRoute } from "~/features/feeds/feeds.server";
import { findProfile } from "~/features/members/members.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { postEntries, titleInThread } from "./entries.server";

/** A member's newest posts. */
export const loader = feedRoute(async ({ params }) => {
  const profile = await findProfile((params["handle"] ?? "").toLowerCase());
  invariantResponse(profile, "There is no member of that name.", { status: 404 });
  return {
    title: `${profile.name} (@${profile.handle}) · Counterproof`,
    description: `Posts by ${profile.name}, newest first.`,
    path: paths.member(profile),
    entries: await postEntries({ authorId: profile.id }, titleInThread),
  };
});
