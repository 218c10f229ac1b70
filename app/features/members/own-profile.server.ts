/** What a member says of themselves. */
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { lockMember } from "./lock-member.server";

/** The fields of the profile's form, and when the handle was changed last. */
export function findOwnProfile(memberId: number) {
  return db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { name: true, bio: true, link: true, avatarHash: true, handleChangedAt: true, isDemonstration: true },
  });
}

type Said = { name: string; link: string; bio: string; bioHtml: string; bioRendererVersion: number };

/** Saves the profile. A changed name is remembered, so that the profile can say it for a while. */
export async function saveProfile(memberId: number, said: Said) {
  await inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    await tx.member.update({
      where: { id: memberId },
      data: { ...said, ...(await formerName(tx, memberId, said.name)) },
    });
  });
}

/** What is noted with a new name; nothing where it is the present one. */
async function formerName(tx: Tx, memberId: number, name: string) {
  const member = await tx.member.findUniqueOrThrow({ where: { id: memberId }, select: { name: true } });
  return member.name === name ? {} : { formerName: member.name, nameChangedAt: await databaseNow(tx) };
}

/** Keeps what a renderer made of a bio, unless the bio was changed meanwhile. */
export async function keepBioHtml(
  memberId: number,
  bio: string,
  made: { bioHtml: string; bioRendererVersion: number },
) {
  await db.member.updateMany({ where: { id: memberId, bio }, data: made });
}

/** Sets the picture, or takes it away; returns the hash of the one before. */
export function setAvatar(memberId: number, avatarHash: string | null): Promise<string | null> {
  return inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    const before = await tx.member.findUniqueOrThrow({ where: { id: memberId }, select: { avatarHash: true } });
    if (before.avatarHash !== avatarHash) await tx.member.update({ where: { id: memberId }, data: { avatarHash } });
    return before.avatarHash;
  });
}

/** Draws initials again where this picture stood: a moderator removed it. */
export async function forgetAvatar(tx: Tx, hash: string) {
  await tx.member.updateMany({ where: { avatarHash: hash }, data: { avatarHash: null } });
}
