/** Passkeys by WebAuthn, with the device's own check of its owner (PIN, finger, face): possession and owner in one step. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { isUniqueViolation } from "~/platform/unique-violation.server";
import { lockMember } from "~/features/members/members.server";
import { beginCeremony, takeCeremony } from "./ceremonies.server";
import { challengeIn, type NewPasskeyAnswer, type PasskeyAnswer } from "./passkey-answer.server";

export const mostPasskeys = 20;

/** The site as passkeys know it: they are bound to the host, and answer only at the origin. */
export const relyingParty = () => ({ id: new URL(env().publicOrigin).hostname, origin: env().publicOrigin });

// The package is loaded when somebody first uses a passkey.
const webauthn = () => import("@simplewebauthn/server");

/** Options for a browser to ask for a passkey; for one member's alone, or for whichever the browser finds. */
export async function askForPasskey(memberId: number | null = null) {
  const { generateAuthenticationOptions } = await webauthn();
  const passkeys =
    memberId === null ? [] : await db.passkey.findMany({ where: { memberId }, select: { id: true, transports: true } });
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    userVerification: "required",
    allowCredentials: passkeys.map(({ id, transports }) => ({ id, transports: transports as never[] })),
  });
  await beginCeremony("passkey", { token: options.challenge, memberId });
  return options;
}

/** Options for a browser to make a passkey for a member. */
export async function askForNewPasskey(member: Pick<Member, "id" | "handle" | "name">) {
  const { generateRegistrationOptions } = await webauthn();
  const passkeys = await db.passkey.findMany({
    where: { memberId: member.id },
    orderBy: { createdAt: "asc" },
    select: { id: true, transports: true, userHandle: true },
  });
  const userHandle = passkeys[0]?.userHandle ?? randomBytes(32).toString("base64url");
  const { id, origin } = relyingParty();
  const options = await generateRegistrationOptions({
    rpName: `Counterproof at ${new URL(origin).host}`,
    rpID: id,
    userName: member.handle,
    userDisplayName: member.name,
    userID: new Uint8Array(Buffer.from(userHandle, "base64url")),
    attestationType: "none",
    excludeCredentials: passkeys.map((known) => ({ id: known.id, transports: known.transports as never[] })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await beginCeremony("new_passkey", { token: options.challenge, memberId: member.id, detail: { userHandle } });
  return options;
}

type Added = { ok: true } | { ok: false; reason: "invalid" | "taken" | "too-many" };

/** Adds the passkey that a browser made. "invalid": not for us, not for this member, too old, or used before. */
export async function addPasskey(memberId: number, answer: NewPasskeyAnswer, name: string): Promise<Added> {
  const challenge = challengeIn(answer.response.clientDataJSON);
  const begun =
    challenge && (await takeCeremony("new_passkey", challenge, z.object({ userHandle: z.string().min(1).max(90) })));
  if (!begun || begun.memberId !== memberId) return { ok: false, reason: "invalid" };
  const { verifyRegistrationResponse } = await webauthn();
  const { id, origin } = relyingParty();
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return { ok: false, reason: "invalid" };
  const { credential, credentialBackedUp } = verified.registrationInfo;
  try {
    return await inTransaction(async (tx) => {
      await lockMember(tx, memberId);
      if ((await tx.passkey.count({ where: { memberId } })) >= mostPasskeys) return { ok: false, reason: "too-many" };
      await tx.passkey.create({
        data: {
          id: credential.id,
          memberId,
          userHandle: begun.detail.userHandle,
          publicKey: new Uint8Array(credential.publicKey),
          counter: credential.counter,
          transports: answer.response.transports,
          name,
          isBackedUp: credentialBackedUp,
        },
      });
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "taken" };
    throw error;
  }
}

type Checked =
  | { ok: true; memberId: number }
  /** "unknown": the device has a passkey that is not here any more; the browser may forget it. */
  | { ok: false; reason: "unknown" | "invalid" };

/**
 * Checks a passkey's answer and notes its use. With `memberId` only that member's passkeys count. Each challenge is good
 * for one answer.
 */
export async function checkPasskey(answer: PasskeyAnswer, memberId: number | null = null): Promise<Checked> {
  const challenge = challengeIn(answer.response.clientDataJSON);
  const begun = challenge && (await takeCeremony("passkey", challenge, z.object({})));
  if (!begun) return { ok: false, reason: "invalid" };
  const passkey = await db.passkey.findUnique({
    where: { id: answer.id },
    select: { id: true, memberId: true, userHandle: true, publicKey: true, counter: true },
  });
  if (!passkey) return { ok: false, reason: "unknown" };
  const isMeant = [begun.memberId, memberId].every((meant) => meant === null || meant === passkey.memberId);
  const { userHandle = passkey.userHandle } = answer.response;
  if (!isMeant || userHandle !== passkey.userHandle) return { ok: false, reason: "invalid" };
  const { verifyAuthenticationResponse } = await webauthn();
  const { id, origin } = relyingParty();
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  }).catch(() => null);
  if (!verified?.verified) return { ok: false, reason: "invalid" };
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  // A counter that stands still is a copied key, unless it stands at 0 as with all that are synchronised.
  const noted =
    await db.$executeRaw`update "Passkey" set "counter" = ${newCounter}, "lastUsedAt" = now(), "isBackedUp" = ${credentialBackedUp}
    where "id" = ${passkey.id} and ("counter" < ${newCounter} or ("counter" = 0 and ${newCounter} = 0))`;
  return noted === 1 ? { ok: true, memberId: passkey.memberId } : { ok: false, reason: "invalid" };
}

export type OwnPasskey = {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  isBackedUp: boolean;
};

/** A member's passkeys, the oldest first. */
export async function listPasskeys(memberId: number): Promise<OwnPasskey[]> {
  const rows = await db.passkey.findMany({
    where: { memberId },
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true, isBackedUp: true },
  });
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

/** Gives a member's passkey another name; false if there is none with this id. */
export async function renamePasskey(memberId: number, id: string, name: string): Promise<boolean> {
  const { count } = await db.passkey.updateMany({ where: { id, memberId }, data: { name } });
  return count === 1;
}

/** What a browser is told of a member's passkeys, so that it offers no others: ids, and the names it knows the member by. */
export async function passkeysKept(memberId: number): Promise<{ rp: string; users: string[]; ids: string[] }> {
  const rows = await db.passkey.findMany({ where: { memberId }, select: { id: true, userHandle: true } });
  return {
    rp: relyingParty().id,
    users: [...new Set(rows.map(({ userHandle }) => userHandle))],
    ids: rows.map(({ id }) => id),
  };
}
