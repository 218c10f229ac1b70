/** Guards for routes. Each throws the response for a viewer who is refused. */
import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { holdForm } from "./held-texts.server";
import { type MailedPurpose, mailedTokens } from "./mailed-tokens.server";
import { countAttempt, limits, waitInWords } from "./rate-limits.server";
import { refusedText } from "./refused-text.server";
import { isProofFresh, type Session } from "./sessions.server";
import { findBan } from "./standing.server";
import { isAdmin, isModerator, type Member, type Viewer } from "./viewer";

/** The part of a request's context that identifies the viewer. */
export type Asker = { session(): Promise<Session>; url: URL };

export const getViewer = async (asker: Asker): Promise<Viewer> => (await asker.session()).viewer;

/**
 * Requires a member who may read and keep things for themselves. Visitors are redirected to sign-in; suspended members get 403
 * with the reason. A form that is refused comes back with its text, if the request is given before it is read.
 */
export async function requireMember(asker: Asker, request?: Request): Promise<Member> {
  const viewer = await getViewer(asker);
  if (!viewer) throw redirect(paths.signIn(asker.url.pathname + asker.url.search), 303);
  if (viewer.isSuspended) throw await refusalWithText(viewer, request);
  return viewer;
}

/** Requires a member who may write: as `requireMember`, and silenced members get 403 too. */
export async function requireWriter(asker: Asker, request?: Request): Promise<Member> {
  const member = await requireMember(asker, request);
  if (member.isSilenced) throw await refusalWithText(member, request);
  return member;
}

/** A 403 that says what keeps the member from writing, and gives back what was sent without its secrets. */
async function refusalWithText(member: Member, request?: Request) {
  const ban = await findBan(member);
  const message = ban?.words ?? "Your account may not write just now.";
  const isForm = request?.method === "POST" && !request.bodyUsed;
  const sent = isForm ? await request.formData() : new FormData();
  return refusedText(sent, { status: 403, message, appeal: paths.standing() });
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

/** Requires somebody who is signed in, also when they are suspended: an account stays its owner's to secure. */
export async function requireOwner(asker: Asker): Promise<Member> {
  const viewer = await getViewer(asker);
  if (!viewer) throw redirect(paths.signIn(asker.url.pathname + asker.url.search), 303);
  return viewer;
}

/**
 * Requires the owner of an account who has proved within a quarter of an hour that it is them. Others are redirected to
 * `/settings/prove` and come back from there. A form is kept for them without its secrets: the page it came from finds it
 * again by `findHeldText`. To be called before the form is read.
 */
export async function requireFreshProof(request: Request, asker: Asker & { address: string }): Promise<Member> {
  const member = await requireOwner(asker);
  const { token } = await asker.session();
  if (token !== null && (await isProofFresh(token))) return member;
  const isForm = request.method === "POST";
  const back = isForm
    ? await holdForm(request, asker, "This asks for a fresh proof")
    : asker.url.pathname + asker.url.search;
  throw redirect(paths.prove(back), 303);
}

/**
 * Whose mailed link this is and for which address; null for a dead one. Attempts count by the asker's address, past the
 * limit it throws the answer.
 */
export async function findLinkedToken(
  purpose: MailedPurpose,
  token: string | undefined,
  { address }: { address: string },
) {
  const wait = await countAttempt(limits.mailedLinkByAddress, address);
  invariantResponse(wait === 0, `Too many attempts. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  return token !== undefined && token.length <= 100 ? mailedTokens.find(purpose, token) : null;
}
