import { admitSignIn, comparePassword, findKnownBrowser, hashPassword } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { findByVerifiedAddress } from "./find-by-address.server";

type Credentials = { name: string; password: string; address: string; cookies: string | null };

type SignedIn =
  | { ok: true; memberId: number }
  | { ok: false; reason: "wrong" }
  /** Refused unread; the seconds until the next try. */
  | { ok: false; reason: "too-often"; wait: number };

/** Checks a handle, of now or of before (or a verified address), and a password; "wrong" doesn't reveal which of them was. */
export async function checkCredentials({ name, ...given }: Credentials): Promise<SignedIn> {
  const member = name.includes("@")
    ? await findByVerifiedAddress(name)
    : await db.member.findFirst({
        where: { OR: [{ handle: name }, { oldHandles: { some: { handle: name } } }] },
        select: account,
      });
  return checkPassword(member, { ...given, nobody: `nobody ${name}` });
}

/** Checks the password of the one who is signed in; attempts count as those at sign-in do. */
export async function checkOwnPassword({ memberId, ...given }: Omit<Credentials, "name"> & { memberId: number }) {
  const member = await db.member.findUniqueOrThrow({ where: { id: memberId }, select: account });
  return checkPassword(member, { ...given, nobody: "nobody" });
}

const account = { id: true, passwordHash: true } as const;
type Account = { id: number; passwordHash: string | null };

type Attempt = Omit<Credentials, "name"> & { /** What is counted where there is no such account. */ nobody: string };

async function checkPassword(member: Account | null, given: Attempt): Promise<SignedIn> {
  const { password, address, cookies, nobody } = given;
  const admission = await admitSignIn({
    // An account has two names, and one counter.
    account: member?.id ?? nobody,
    address,
    knownBrowser: await findKnownBrowser(cookies, member?.id ?? 0),
  });
  if (!admission.ok) return { ok: false, reason: "too-often", wait: admission.wait };

  const compared = await comparePassword(member?.passwordHash ?? null, password);
  if (compared === "wrong" || !member) return { ok: false, reason: "wrong" };
  await admission.succeed();
  if (compared === "outdated") await hashAgain(member, password);
  return { ok: true, memberId: member.id };
}

/** Stores the hash in today's form, unless the password was changed meanwhile. */
async function hashAgain({ id, passwordHash }: Account, password: string) {
  await db.member.updateMany({ where: { id, passwordHash }, data: { passwordHash: await hashPassword(password) } });
}

/** Anybody can sign in as one of these. A member with a role isn't among them, whoever gave it. */
const openToAnybody = { isDemonstration: true, role: "member" } as const;

/** A member of the demonstration by handle, for local mode's "sign in as". */
export async function findDemonstrationMember(handle: string): Promise<{ id: number } | null> {
  return db.member.findFirst({ where: { handle, ...openToAnybody }, select: { id: true } });
}

/** Members of the demonstration, authors of its first thread first. */
export async function listDemonstrationMembers(take: number) {
  return db.member.findMany({
    where: openToAnybody,
    orderBy: { id: "asc" },
    take,
    select: { handle: true, name: true, bio: true },
  });
}
