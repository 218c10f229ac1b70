import { afterEach, describe, expect, test } from "vitest";
import {
  findIdentityOwner,
  findProvider,
  join,
  leaveFor,
  linkIdentity,
  removeKey,
  returnFrom,
} from "~/features/keys/keys.server";
import { beginJoining } from "~/features/keys/join.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";
import { aProvider } from "../../support/providers";

useDatabase();
const server = await aProvider();
Object.assign(env(), server.environment);
afterEach(() => {
  server.fault = null;
});

const orcid = findProvider("orcid")!;
const gitHub = findProvider("github")!;

async function leave(provider = orcid, memberId: number | null = null) {
  const left = await leaveFor(provider, { memberId, redirectTo: "/t/3" });
  if (!left.ok) throw new Error("The provider did not answer");
  return left;
}

test("OpenID Connect: the subject comes back once, to the browser that left, with state, nonce and PKCE", async () => {
  const left = await leave();
  expect(new URL(left.to).searchParams.get("scope")).toBe("openid");
  expect(new URL(left.to).searchParams.has("prompt")).toBe(false);
  const back = server.consent(left.to);
  expect(await returnFrom(orcid, back, "another browser's cookie")).toMatchObject({ ok: false, reason: "late" });
  expect(await returnFrom(orcid, back, left.state)).toEqual({
    ok: true,
    identity: { issuer: server.origin, subject: "0000-0002-1825-0097", label: "0000-0002-1825-0097" },
    memberId: null,
    redirectTo: "/t/3",
    invitation: "",
  });
  expect(await returnFrom(orcid, back, left.state)).toMatchObject({ ok: false, reason: "late" });
});

test.each(["nonce", "issuer", "signature", "audience", "old"] as const)(
  "an answer with a wrong %s is refused",
  async (fault) => {
    server.fault = fault;
    const left = await leave();
    const returned = await returnFrom(orcid, server.consent(left.to), left.state);
    expect(returned).toMatchObject({ ok: false, reason: "refused" });
  },
);

test("plain OAuth 2: the number identifies, whatever name and address come with it", async () => {
  const left = await leave(gitHub);
  const returned = await returnFrom(gitHub, server.consent(left.to), left.state);
  expect(returned).toMatchObject({ ok: true, identity: { subject: "583231", label: "octocat" } });
});

test("a code for another verifier, a refusal and a journey to another provider lead nowhere", async () => {
  const [mine, theirs] = [await leave(gitHub), await leave(gitHub)];
  const stolen = server.consent(theirs.to);
  stolen.searchParams.set("state", mine.state);
  expect(await returnFrom(gitHub, stolen, mine.state)).toMatchObject({ ok: false, reason: "refused" });
  const denied = await leave(orcid, (await aMember()).id);
  expect(new URL(denied.to).searchParams.get("prompt")).toBe("login");
  const no = new URL(`http://localhost/?error=access_denied&state=${denied.state}`);
  expect(await returnFrom(orcid, no, denied.state)).toMatchObject({ ok: false, reason: "refused", isLinking: true });
  const other = await leave(orcid);
  expect(await returnFrom(gitHub, server.consent(other.to), other.state)).toMatchObject({ ok: false, reason: "late" });
});

describe("an identity", () => {
  const identity = (subject: string) => ({ issuer: server.origin, subject, label: "octocat" });

  test("is one member's, who has one at each issuer; a name that others show joins nobody", async () => {
    const [member, other] = [await aMember(), await aMember({ handle: "octocat" })];
    expect(await linkIdentity(member.id, identity("1"))).toEqual({ ok: true });
    expect(await linkIdentity(other.id, identity("1"))).toEqual({ ok: false, reason: "taken" });
    expect(await linkIdentity(member.id, identity("2"))).toEqual({ ok: false, reason: "taken" });
    expect(await findIdentityOwner(identity("1"))).toBe(member.id);
    expect(await findIdentityOwner(identity("2"))).toBeNull();
  });

  test("of nobody joins under a handle of choice, once, with recovery codes and no address", async () => {
    const token = await beginJoining({ kind: "identity", ...identity("3") }, "/t/3");
    await aMember({ handle: "taken" });
    expect(await join(token, "taken")).toEqual({ ok: false, reason: "handle-taken" });
    const joined = await Promise.all([join(token, "newcomer"), join(token, "newcomer-too")]);
    expect(joined.filter(({ ok }) => ok)).toHaveLength(1);
    const one = joined.find((each) => each.ok);
    expect(one).toMatchObject({ redirectTo: "/t/3" });
    expect(one!.codes).toHaveLength(10);
    const member = await db.member.findUniqueOrThrow({ where: { id: one!.memberId } });
    expect(member).toMatchObject({ email: null, passwordHash: null });
    const { id } = await db.identity.findFirstOrThrow({ where: { memberId: member.id } });
    expect(await removeKey(member.id, { kind: "identity", id })).toEqual({ ok: false, reason: "last-way" });
  });
});
