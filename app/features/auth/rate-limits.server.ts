import { db } from "~/platform/db.server";

export type Limit = { name: string; attempts: number; seconds: number };

export const limits = {
  signInByAccount: { name: "sign-in:account", attempts: 10, seconds: 15 * 60 },
  signInByAddress: { name: "sign-in:address", attempts: 60, seconds: 15 * 60 },
  signUpByAddress: { name: "sign-up:address", attempts: 20, seconds: 60 * 60 },
  postByMember: { name: "post:member", attempts: 60, seconds: 10 * 60 },
  voteByMember: { name: "vote:member", attempts: 300, seconds: 10 * 60 },
  uploadByMember: { name: "upload:member", attempts: 60, seconds: 10 * 60 },
  newTagByMember: { name: "new-tag:member", attempts: 5, seconds: 60 * 60 },
  tagEditByMember: { name: "tag-edit:member", attempts: 30, seconds: 10 * 60 },
  followByMember: { name: "follow:member", attempts: 120, seconds: 10 * 60 },
  previewByAddress: { name: "preview:address", attempts: 240, seconds: 60 },
  sourceByMember: { name: "source:member", attempts: 60, seconds: 10 * 60 },
  evidenceByMember: { name: "evidence:member", attempts: 20, seconds: 60 * 60 },
  ratingByMember: { name: "rating:member", attempts: 120, seconds: 10 * 60 },
  checkByMember: { name: "check:member", attempts: 30, seconds: 10 * 60 },
  importByMember: { name: "import:member", attempts: 30, seconds: 10 * 60 },
  searchByAddress: { name: "search:address", attempts: 300, seconds: 60 },
  suggestByAddress: { name: "suggest:address", attempts: 900, seconds: 60 },
  heldTextByAddress: { name: "held:address", attempts: 20, seconds: 60 * 60 },
  administratorByAddress: { name: "administrator:address", attempts: 20, seconds: 60 * 60 },
} satisfies Record<string, Limit>;

/** Counts one attempt. Returns 0 within the limit, else the seconds until the window ends. */
export async function countAttempt(limit: Limit, who: string | number): Promise<number> {
  const key = `${limit.name}:${who}`.slice(0, 160);
  const rows = await db.$queryRaw<{ count: number; wait: number }[]>`
    insert into "RateLimit" as r ("key", "count", "expiresAt")
    values (${key}, 1, now() + ${limit.seconds} * interval '1 second')
    on conflict ("key") do update set
      "count" = case when r."expiresAt" <= now() then 1 else r."count" + 1 end,
      "expiresAt" = case when r."expiresAt" <= now() then excluded."expiresAt" else r."expiresAt" end
    returning "count", ceil(extract(epoch from "expiresAt" - now()))::int as wait`;
  const { count, wait } = rows[0]!;
  return count <= limit.attempts ? 0 : Math.max(1, wait);
}

/** Resets the attempts after a successful proof of identity. */
export async function forgetAttempts(limit: Limit, who: string | number) {
  await db.rateLimit.deleteMany({ where: { key: `${limit.name}:${who}`.slice(0, 160) } });
}

/** Removes expired windows. */
export async function sweepRateLimits() {
  await db.$executeRaw`delete from "RateLimit" where "expiresAt" <= now()`;
}

/** "in 40 seconds", "in 12 minutes": when to try again, in words. */
export function waitInWords(seconds: number): string {
  if (seconds < 90) return `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
