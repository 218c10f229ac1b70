import { expect, test } from "vitest";
import {
  askPasskeyAsSecond,
  checkSecondCode,
  confirmApp,
  findSecondFactor,
  offerApp,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "~/features/keys/keys.server";
import { base32, codeOf, fromBase32, otpauthAddress, stepAt, stepOfCode } from "~/features/keys/totp.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();

// The secret of RFC 6238, appendix B, for SHA-1; its codes have eight digits there.
const rfc = base32(Buffer.from("12345678901234567890"));

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at second %d the code is RFC 6238's", (second, code) => {
  expect(codeOf(rfc, stepAt(new Date(second * 1_000)))).toBe(code);
});

test("a code is good one step early and one step late, however it is spaced", () => {
  const now = new Date(1_111_111_111_000);
  expect(stepOfCode(rfc, "050 471", now)).toBe(stepAt(now));
  expect(stepOfCode(rfc, "081804", now)).toBe(stepAt(now) - 1);
  expect(stepOfCode(rfc, codeOf(rfc, stepAt(now) + 1), now)).toBe(stepAt(now) + 1);
  expect(stepOfCode(rfc, codeOf(rfc, stepAt(now) - 2), now)).toBeNull();
  expect(fromBase32(rfc).toString()).toBe("12345678901234567890");
  expect(otpauthAddress({ secret: rfc, handle: "ada", site: "A forum" })).toBe(
    `otpauth://totp/A%20forum%3Aada?secret=${rfc}&issuer=A%20forum`,
  );
});

const codeNow = (secret: string, ahead = 0) => codeOf(secret, stepAt(new Date()) + ahead);

test("an app counts once its first code was right; each step counts once, also at the same time", async () => {
  const { id } = await aMember();
  const secret = await offerApp(id);
  expect(await offerApp(id)).toBe(secret);
  expect((await findSecondFactor(id)).isOn).toBe(false);
  expect(await checkSecondCode(id, codeNow(secret))).toBeNull();
  expect(await confirmApp(id, "000000 ")).toEqual({ ok: false });
  const confirmed = await confirmApp(id, codeNow(secret, -1));
  expect(confirmed).toMatchObject({ ok: true });
  expect(await findSecondFactor(id)).toMatchObject({ isOn: true, codesLeft: 10 });
  expect(await checkSecondCode(id, codeNow(secret, -1))).toBeNull();
  const tries = await Promise.all(Array.from({ length: 5 }, () => checkSecondCode(id, codeNow(secret, 1))));
  expect(tries.filter(Boolean)).toEqual(["app"]);
  await turnOffSecondFactor(id);
  expect((await findSecondFactor(id)).isOn).toBe(false);
  expect(await offerApp(id)).not.toBe(secret);
});

test("the secret is encrypted at rest, for its member alone", async () => {
  const [{ id }, other] = [await aMember(), await aMember()];
  const secret = await offerApp(id);
  const { secret: kept } = await db.secondFactor.findUniqueOrThrow({ where: { memberId: id } });
  expect(kept).not.toContain(secret);
  await db.secondFactor.create({ data: { memberId: other.id, secret: kept } });
  expect(await confirmApp(other.id, codeNow(secret))).toEqual({ ok: false });
});

test("a recovery code is good once, however it is typed, and new ones replace the old", async () => {
  const { id } = await aMember();
  const codes = await renewRecoveryCodes(id);
  expect(new Set(codes).size).toBe(10);
  expect(await db.recoveryCode.count({ where: { codeHash: { in: codes } } })).toBe(0);
  const tries = await Promise.all(Array.from({ length: 5 }, () => checkSecondCode(id, codes[0]!)));
  expect(tries.filter(Boolean)).toEqual(["recovery"]);
  expect(await checkSecondCode(id, ` ${codes[1]!.toLowerCase().replaceAll("-", " ")} `)).toBe("recovery");
  expect(await checkSecondCode((await aMember()).id, codes[2]!)).toBeNull();
  expect((await findSecondFactor(id)).codesLeft).toBe(8);
  await renewRecoveryCodes(id);
  expect(await checkSecondCode(id, codes[2]!)).toBeNull();
});

test("a passkey can be the second factor only for who has one", async () => {
  const { id } = await aMember();
  expect(await askPasskeyAsSecond(id)).toEqual({ ok: false });
});
