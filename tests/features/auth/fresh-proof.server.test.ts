import { describe, expect, test } from "vitest";
import {
  beginSession,
  endSessionNamed,
  endSessionsOf,
  findHeldText,
  listSessions,
  readSession,
  requireFreshProof,
} from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { aMember } from "../../support/factories";
import { useDatabase } from "../../support/database";

useDatabase();

/** The part of a request's context that guards read, for the browser with this cookie. */
function arriving(cookie: string | null, path = "/settings/password", browser = "Firefox on Linux") {
  const url = new URL(path, "http://localhost:3000");
  const visit = { browser, network: "192.0.2.0/24" };
  return {
    context: {
      url,
      address: "192.0.2.7",
      ...visit,
      cookies: [] as string[],
      session: () => readSession(cookie, visit),
    },
    get: new Request(url),
    post: (fields: Record<string, string>) => new Request(url, { method: "POST", body: new URLSearchParams(fields) }),
  };
}

async function signIn(memberId: number, browser?: string, given: { isProved?: boolean } = {}) {
  const line = await beginSession(arriving(null, "/", browser).context, memberId, given);
  return line.split(";")[0]!;
}

const age = (minutes: number) =>
  db.$executeRaw`update "Session" set "provedAt" = now() - ${minutes} * interval '1 minute'`;
const redirectOf = async (asked: Promise<unknown>) => {
  const thrown: unknown = await asked.catch((response: unknown) => response);
  if (!(thrown instanceof Response)) throw new Error("There was no redirect.");
  return [thrown.status, thrown.headers.get("Location") ?? ""] as const;
};

describe("a fresh proof", () => {
  test("is signing in, for a quarter of an hour, and a provider's silent answer is none", async () => {
    const member = await aMember();
    const { context, get } = arriving(await signIn(member.id));
    expect((await requireFreshProof(get, context)).id).toBe(member.id);
    await age(14);
    expect((await requireFreshProof(get, context)).id).toBe(member.id);
    await age(16);
    const asked = [303, "/settings/prove?to=%2Fsettings%2Fpassword"];
    expect(await redirectOf(requireFreshProof(get, context))).toEqual(asked);

    const silent = arriving(await signIn(member.id, undefined, { isProved: false }));
    expect(await redirectOf(requireFreshProof(silent.get, silent.context))).toEqual(asked);
    const nobody = arriving(null);
    expect(await redirectOf(requireFreshProof(nobody.get, nobody.context))).toEqual([
      303,
      "/sign-in?redirectTo=%2Fsettings%2Fpassword",
    ]);
  });

  test("is asked of a suspended member too, whose account stays theirs to secure", async () => {
    const member = await aMember({ isSuspended: true });
    const { context, get } = arriving(await signIn(member.id));
    expect((await requireFreshProof(get, context)).isSuspended).toBe(true);
  });

  test("that is missing when a form comes keeps the form, without its secrets", async () => {
    const { context, post } = arriving(await signIn((await aMember()).id), "/settings/email?x=1");
    await age(16);
    const fields = { email: "new@example.org", password: "correct horse", token: "abc" };
    const [status, location] = await redirectOf(requireFreshProof(post(fields), context));
    expect(status).toBe(303);
    const back = new URL(new URL(location, context.url).searchParams.get("to")!, context.url);
    expect(back.pathname).toBe("/settings/email");
    expect(await findHeldText(back)).toEqual({ email: ["new@example.org"] });
    back.pathname = "/settings/password";
    expect(await findHeldText(back)).toBeNull();
  });
});

describe("sessions", () => {
  test("are listed with browser and network, this one first, and ended by name or all but this one", async () => {
    const member = await aMember();
    const [stranger, other] = [await aMember(), await aMember()];
    const foreign = await signIn(stranger.id);
    await signIn(member.id, "Safari on iPhone");
    await signIn(member.id, "Edge on Windows");
    const { token } = await readSession(await signIn(member.id));
    await db.session.updateMany({
      where: { memberId: member.id, browser: "Safari on iPhone" },
      data: { lastUsedAt: new Date("2026-01-01") },
    });
    const listed = await listSessions(member.id, token);
    expect(listed.map(({ browser, network, isThis }) => [browser, network, isThis])).toEqual([
      ["Firefox on Linux", "192.0.2.0/24", true],
      ["Edge on Windows", "192.0.2.0/24", false],
      ["Safari on iPhone", "192.0.2.0/24", false],
    ]);
    expect(await endSessionNamed(other.id, listed[2]!.name)).toBe(false);
    expect(await endSessionNamed(member.id, "%")).toBe(false);
    expect(await endSessionNamed(member.id, listed[2]!.name)).toBe(true);
    expect(await listSessions(member.id, token)).toHaveLength(2);
    await endSessionsOf(member.id, db, token);
    expect((await listSessions(member.id, token)).map(({ isThis }) => isThis)).toEqual([true]);
    expect((await readSession(foreign)).viewer?.id).toBe(stranger.id);
  });

  test("note their last use at most every ten minutes, with where it was", async () => {
    const member = await aMember();
    const cookie = await signIn(member.id, "Chrome on Android");
    const used = async () =>
      db.session.findFirstOrThrow({ where: { memberId: member.id }, select: { lastUsedAt: true, browser: true } });
    const first = await used();
    await readSession(cookie, { browser: "Firefox on Linux", network: "" });
    expect(await used()).toEqual(first);
    await db.$executeRaw`update "Session" set "lastUsedAt" = now() - interval '11 minutes' where "memberId" = ${member.id}`;
    await readSession(cookie);
    expect((await used()).browser).toBe("Chrome on Android");
    await readSession(cookie, { browser: "Firefox on Linux", network: "" });
    const later = await used();
    expect(later.browser).toBe("Firefox on Linux");
    expect(later.lastUsedAt >= first.lastUsedAt).toBe(true);
  });

  test("rotate when one signs in: the old token is dead, and a second factor that was given stays", async () => {
    const member = await aMember();
    const cookie = await signIn(member.id);
    await db.session.updateMany({ where: { memberId: member.id }, data: { secondFactorAt: new Date("2026-01-01") } });
    const rotated = (await beginSession(arriving(cookie).context, member.id)).split(";")[0]!;
    expect(rotated).not.toBe(cookie);
    expect((await readSession(cookie)).viewer).toBeNull();
    expect((await readSession(rotated)).viewer?.id).toBe(member.id);
    const rows = await db.session.findMany({ where: { memberId: member.id } });
    expect(rows.map(({ secondFactorAt }) => secondFactorAt)).toEqual([new Date("2026-01-01")]);
    // Another member who signs in with the same browser has given none.
    const next = await aMember();
    await beginSession(arriving(rotated).context, next.id);
    expect((await db.session.findMany({ where: { memberId: next.id } }))[0]!.secondFactorAt).toBeNull();
  });
});
