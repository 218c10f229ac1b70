import { redirect } from "@remix-run/node";
import { invariantResponse } from "~/platform/responses.server";
import { findProfile } from "./find-members.server";
import type { Profile } from "./member";

/**
 * The profile that an address names. Another spelling of the handle leads to the usual one for good, a handle that the
 * member once had leads on for now (one may take one's own back), and an account that was erased is gone.
 */
export async function openProfile(
  typed: string | undefined,
  pathOf: (member: { handle: string }) => string,
): Promise<Profile> {
  const handle = (typed ?? "").toLowerCase();
  const profile = await findProfile(handle);
  invariantResponse(profile, "There is no member of that name.", { status: 404 });
  invariantResponse(!profile.isFormer, "This member has left, and the account was erased.", { status: 410 });
  if (typed !== profile.handle) throw redirect(pathOf(profile), handle === profile.handle ? 301 : 302);
  return profile;
}
