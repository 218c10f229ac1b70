import { expect, test } from "vitest";
import {
  addPasskey,
  askForNewPasskey,
  askForPasskey,
  checkPasskey,
  listPasskeys,
  NewPasskeyAnswer,
  PasskeyAnswer,
  relyingParty,
  removeKey,
} from "~/features/keys/keys.server";
import { passkeysKept } from "~/features/keys/passkeys.server";
import { db } from "~/platform/db.server";
import { Authenticator } from "../../support/authenticator";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();
const { origin } = relyingParty();

async function aPasskey({
  counter = 0,
  name = "Laptop",
  member = null as Awaited<ReturnType<typeof aMember>> | null,
} = {}) {
  const owner = member ?? (await aMember());
  const device = new Authenticator(origin, { counter });
  const { challenge } = await askForNewPasskey(owner);
  expect(await addPasskey(owner.id, NewPasskeyAnswer.parse(device.create({ challenge })), name)).toEqual({ ok: true });
  return { member: owner, device };
}

const answerOf = async (device: Authenticator, more: { origin?: string; userHandle?: string } = {}) =>
  PasskeyAnswer.parse(device.get({ challenge: (await askForPasskey()).challenge, ...more }));

test("a passkey signs in whoever made it, any number of times at counter 0, and notes its use", async () => {
  const { member, device } = await aPasskey();
  expect(await listPasskeys(member.id)).toMatchObject([{ name: "Laptop", lastUsedAt: null }]);
  for (let time = 0; time < 2; time++)
    expect(await checkPasskey(await answerOf(device))).toEqual({ ok: true, memberId: member.id });
  expect((await listPasskeys(member.id))[0]!.lastUsedAt).not.toBeNull();
});

test("an answer counts once, also when it arrives several times at once", async () => {
  const { device } = await aPasskey();
  const answer = await answerOf(device);
  const checked = await Promise.all(Array.from({ length: 6 }, () => checkPasskey(answer)));
  expect(checked.filter(({ ok }) => ok)).toHaveLength(1);
});

test("an answer from another site, without the owner's check, for a challenge of nobody or by another key is refused", async () => {
  const { device } = await aPasskey();
  const invalid = { ok: false, reason: "invalid" };
  expect(await checkPasskey(await answerOf(device, { origin: "https://evil.example" }))).toEqual(invalid);
  expect(await checkPasskey(await answerOf(device, { userHandle: "c29tZWJvZHkgZWxzZQ" }))).toEqual(invalid);
  expect(await checkPasskey(PasskeyAnswer.parse(device.get({ challenge: "bm9ib2R5IGFza2VkIGZvciB0aGlz" })))).toEqual(
    invalid,
  );
  const forged = new Authenticator(origin);
  Object.assign(forged, { id: device.id });
  expect(await checkPasskey(await answerOf(forged))).toEqual(invalid);
  device.isVerified = false;
  expect(await checkPasskey(await answerOf(device))).toEqual(invalid);
  device.isVerified = true;
  expect(await checkPasskey(await answerOf(device))).toMatchObject({ ok: true });
});

test("a challenge that is too old is refused", async () => {
  const { device } = await aPasskey();
  const answer = await answerOf(device);
  await db.ceremony.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
  expect(await checkPasskey(answer)).toEqual({ ok: false, reason: "invalid" });
});

test("a counter that falls behind is a copied key", async () => {
  const { device } = await aPasskey({ counter: 5 });
  device.counter = 6;
  expect(await checkPasskey(await answerOf(device))).toMatchObject({ ok: true });
  for (const counter of [6, 3, 0]) {
    device.counter = counter;
    expect(await checkPasskey(await answerOf(device))).toEqual({ ok: false, reason: "invalid" });
  }
});

test("as a second factor or a proof only the member's own passkey counts", async () => {
  const [mine, theirs] = [await aPasskey(), await aPasskey()];
  const forMe = async (device: Authenticator) =>
    checkPasskey(
      PasskeyAnswer.parse(device.get({ challenge: (await askForPasskey(mine.member.id)).challenge })),
      mine.member.id,
    );
  expect(await forMe(theirs.device)).toEqual({ ok: false, reason: "invalid" });
  expect(await forMe(mine.device)).toEqual({ ok: true, memberId: mine.member.id });
});

test("a new passkey is bound to the member who began it, and to one use", async () => {
  const [member, other] = [await aMember(), await aMember()];
  const device = new Authenticator(origin);
  const answer = NewPasskeyAnswer.parse(device.create({ challenge: (await askForNewPasskey(member)).challenge }));
  expect(await addPasskey(other.id, answer, "Theirs")).toEqual({ ok: false, reason: "invalid" });
  expect(await addPasskey(member.id, answer, "Mine")).toEqual({ ok: false, reason: "invalid" });
  expect(await listPasskeys(member.id)).toEqual([]);
  const again = NewPasskeyAnswer.parse(device.create({ challenge: (await askForNewPasskey(member)).challenge }));
  expect(await addPasskey(member.id, again, "Mine")).toEqual({ ok: true });
  const taken = NewPasskeyAnswer.parse(device.create({ challenge: (await askForNewPasskey(other)).challenge }));
  expect(await addPasskey(other.id, taken, "Theirs")).toEqual({ ok: false, reason: "taken" });
});

test("a member's passkeys share one name for the browser, which hears which ones are left", async () => {
  const { member, device } = await aPasskey({ name: "Laptop" });
  const second = await aPasskey({ name: "Phone", member });
  const kept = await passkeysKept(member.id);
  expect(kept.users).toHaveLength(1);
  expect(kept.ids).toHaveLength(2);
  const id = device.id.toString("base64url");
  expect(await removeKey(member.id, { kind: "passkey", id })).toEqual({ ok: true });
  expect((await passkeysKept(member.id)).ids).toEqual([second.device.id.toString("base64url")]);
  expect(await checkPasskey(await answerOf(device))).toEqual({ ok: false, reason: "unknown" });
});

test("the last way in stays, also when two are removed at once", async () => {
  const { member, device } = await aPasskey();
  const second = await aPasskey({ member });
  await db.member.update({ where: { id: member.id }, data: { passwordHash: null } });
  const remove = (of: Authenticator) => removeKey(member.id, { kind: "passkey", id: of.id.toString("base64url") });
  const removed = await Promise.all([remove(device), remove(second.device)]);
  expect(removed).toContainEqual({ ok: true });
  expect(removed).toContainEqual({ ok: false, reason: "last-way" });
  expect(await removeKey((await aMember()).id, { kind: "passkey", id: device.id.toString("base64url") })).toEqual({
    ok: false,
    reason: "unknown",
  });
});
