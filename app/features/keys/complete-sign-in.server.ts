/** From a first proof to a session: at once, or by way of the second factor. */
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { beginSession, rememberBrowser } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { safePath } from "~/platform/safe-path";
import { beginCeremony, findCeremony, minutesOf, takeCeremony } from "./ceremonies.server";
import { tokenCookie, tokenFrom } from "./token-cookie.server";
import { hasSecondFactor } from "./second-factor.server";

type Arriving = Parameters<typeof beginSession>[0];

const Half = z.object({ redirectTo: z.string() });

type SignedIn = {
  memberId: number;
  redirectTo: unknown;
  /** Whether the proof was both factors: a passkey is, with its device's check of the owner. */
  isBoth?: boolean;
};

/**
 * Answers a first proof that was right, at sign-in and for a fresh proof: a redirect with a session, or, where the member
 * has a second factor, to the page that asks for it. Until then there is no session.
 */
export async function completeSignIn(
  request: Request,
  arriving: Arriving,
  { memberId, redirectTo, isBoth = false }: SignedIn,
): Promise<Response> {
  const to = safePath(redirectTo);
  if (!isBoth && (await hasSecondFactor(memberId))) {
    const token = await beginCeremony("second_factor", { memberId, detail: { redirectTo: to } });
    return redirect(paths.secondFactor(), {
      status: 303,
      headers: { "Set-Cookie": tokenCookie("half", token, { path: paths.signIn(), minutes: minutesOf.second_factor }) },
    });
  }
  return signInWhole(request, arriving, { memberId, redirectTo: to, isBoth });
}

async function signInWhole(request: Request, arriving: Arriving, signedIn: Required<SignedIn>) {
  const { memberId, redirectTo, isBoth } = signedIn;
  const response = redirect(safePath(redirectTo), {
    status: 303,
    headers: { "Set-Cookie": await beginSession(arriving, memberId, { hasSecondFactor: isBoth }) },
  });
  response.headers.append("Set-Cookie", await rememberBrowser(request.headers.get("Cookie"), memberId));
  return response;
}

/** Who is half signed in with this browser, and where they go on to; null for everybody else. */
export async function findHalfSignedIn(request: Request): Promise<{ memberId: number; redirectTo: string } | null> {
  const token = tokenFrom(request, "half");
  const half = token && (await findCeremony("second_factor", token, Half));
  return half && half.memberId !== null ? { memberId: half.memberId, redirectTo: half.detail.redirectTo } : null;
}

/** Answers a second factor that was right; null if the first one was too long ago, or was used. */
export async function completeSecondFactor(request: Request, arriving: Arriving): Promise<Response | null> {
  const token = tokenFrom(request, "half");
  const half = token && (await takeCeremony("second_factor", token, Half));
  if (!half || half.memberId === null) return null;
  const signedIn = { memberId: half.memberId, redirectTo: half.detail.redirectTo, isBoth: true };
  const response = await signInWhole(request, arriving, signedIn);
  response.headers.append("Set-Cookie", tokenCookie("half", "", { path: paths.signIn(), minutes: 0 }));
  return response;
}
