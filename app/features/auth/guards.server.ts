/** Guards for routes. Each throws the response for a viewer who is refused. */
import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import type { Session } from "./sessions.server";
import { isAdmin, isModerator, type Member, type Viewer } from "./viewer";

/** The part of a request's context that identifies the viewer. */
export type Asker = { session(): Promise<Session>; url: URL };

export const getViewer = async (asker: Asker): Promise<Viewer> => (await asker.session()).viewer;

/** Requires a member in good standing. Visitors are redirected to sign-in, suspended members get 403. */
export async function requireMember(asker: Asker): Promise<Member> {
  const viewer = await getViewer(asker);
  if (!viewer) throw redirect(paths.signIn(asker.url.pathname + asker.url.search), 303);
  invariantResponse(!viewer.isSuspended, "Your account is suspended: you can read, but not write.", { status: 403 });
  return viewer;
}

/** Requires a moderator or administrator; members get 403. */
export async function requireModerator(asker: Asker): Promise<Member> {
  const member = await requireMember(asker);
  invariantResponse(isModerator(member), "This page is for moderators.", { status: 403 });
  return member;
}

/** Requires an administrator; other members get 403. */
export async function requireAdmin(asker: Asker): Promise<Member> {
  const member = await requireMember(asker);
  invariantResponse(isAdmin(member), "This page is for administrators.", { status: 403 });
  return member;
}
