import { createHash } from "node:crypto";
import { fromPrimary } from "~/platform/current-request.server";
import { db } from "~/platform/db.server";

export type Limit = { name: string; attempts: number; seconds: number };

export const limits = {
  signInByAddress: { name: "sign-in:address", attempts: 60, seconds: 15 * 60 },
  signInByBrowser: { name: "sign-in:browser", attempts: 60, seconds: 15 * 60 },
  failedSignInByBrowser: { name: "sign-in:failed:browser", attempts: 10, seconds: 15 * 60 },
  failedSignInByPair: { name: "sign-in:failed:pair", attempts: 10, seconds: 15 * 60 },
  failedSignInByAccount: { name: "sign-in:failed:account", attempts: 30, seconds: 15 * 60 },
  /** For the unknown browsers together, once an account is past the limit above. */
  slowSignInByAccount: { name: "sign-in:slow:account", attempts: 1, seconds: 10 },
  /** Challenges for passkeys and messages for wallets; the sign-in page asks for one when it opens. */
  challengeByAddress: { name: "challenge:address", attempts: 240, seconds: 15 * 60 },
  /** Signatures of wallets that are contracts are checked by a node. */
  walletByAddress: { name: "wallet:address", attempts: 30, seconds: 15 * 60 },
  providerByAddress: { name: "provider:address", attempts: 60, seconds: 15 * 60 },
  secondFactorByMember: { name: "second-factor:member", attempts: 10, seconds: 15 * 60 },
  newFactorByMember: { name: "new-factor:member", attempts: 30, seconds: 15 * 60 },
  signUpByAddress: { name: "sign-up:address", attempts: 20, seconds: 60 * 60 },
  /** Mails that somebody asked for, by the account or the address they go to. */
  mailByTarget: { name: "mail:target", attempts: 3, seconds: 60 * 60 },
  mailByTargetAndDay: { name: "mail:target:day", attempts: 10, seconds: 24 * 60 * 60 },
  mailByAddress: { name: "mail:address", attempts: 30, seconds: 60 * 60 },
  /** Wrong addresses of an inbox's feed; right ones cost nothing. */
  inboxFeedByAddress: { name: "inbox-feed:address", attempts: 60, seconds: 15 * 60 },
  newFeedByMember: { name: "inbox-feed:member", attempts: 20, seconds: 60 * 60 },
  mailedLinkByAddress: { name: "mailed-link:address", attempts: 60, seconds: 15 * 60 },
  postByMember: { name: "post:member", attempts: 60, seconds: 10 * 60 },
  /** Replies by mail, beside what counts for every post. */
  mailedReplyByMember: { name: "mailed-reply:member", attempts: 20, seconds: 10 * 60 },
  voteByMember: { name: "vote:member", attempts: 300, seconds: 10 * 60 },
  uploadByMember: { name: "upload:member", attempts: 60, seconds: 10 * 60 },
  newTagByMember: { name: "new-tag:member", attempts: 5, seconds: 60 * 60 },
  tagEditByMember: { name: "tag-edit:member", attempts: 30, seconds: 10 * 60 },
  followByMember: { name: "follow:member", attempts: 120, seconds: 10 * 60 },
  profileByMember: { name: "profile:member", attempts: 30, seconds: 10 * 60 },
  exportByMember: { name: "export:member", attempts: 6, seconds: 60 * 60 },
  /** Archives of threads, which read all of their posts. */
  archiveByAddress: { name: "archive:address", attempts: 30, seconds: 10 * 60 },
  invitationByMember: { name: "invitation:member", attempts: 20, seconds: 24 * 3_600 },
  previewByAddress: { name: "preview:address", attempts: 240, seconds: 60 },
  previewByMember: { name: "preview:member", attempts: 120, seconds: 60 },
  comparisonByAddress: { name: "comparison:address", attempts: 60, seconds: 60 },
  comparisonByMember: { name: "comparison:member", attempts: 60, seconds: 60 },
  /** Pictures that are drawn; one that is kept costs nothing. */
  drawingByAddress: { name: "drawing:address", attempts: 60, seconds: 60 },
  drawingByMember: { name: "drawing:member", attempts: 120, seconds: 60 },
  sourceByMember: { name: "source:member", attempts: 60, seconds: 10 * 60 },
  evidenceByMember: { name: "evidence:member", attempts: 20, seconds: 60 * 60 },
  ratingByMember: { name: "rating:member", attempts: 120, seconds: 10 * 60 },
  checkByMember: { name: "check:member", attempts: 30, seconds: 10 * 60 },
  /** Parts of files; a library of some thousand references has thirty. */
  importByMember: { name: "import:member", attempts: 150, seconds: 10 * 60 },
  searchByAddress: { name: "search:address", attempts: 300, seconds: 60 },
  suggestByAddress: { name: "suggest:address", attempts: 900, seconds: 60 },
  /** Requests to the API, each key with its own count. */
  apiByAddress: { name: "api:address", attempts: 300, seconds: 60 },
  apiByKey: { name: "api:key", attempts: 600, seconds: 60 },
  newKeyByMember: { name: "new-key:member", attempts: 20, seconds: 60 * 60 },
  newWebhookByMember: { name: "new-webhook:member", attempts: 20, seconds: 60 * 60 },
  /** Tests, and deliveries that are sent again. */
  webhookByMember: { name: "webhook:member", attempts: 60, seconds: 60 * 60 },
  heldTextByAddress: { name: "held:address", attempts: 20, seconds: 60 * 60 },
  /** Of texts that are longer than what is typed here. */
  longHeldTextByAddress: { name: "held-long:address", attempts: 3, seconds: 60 * 60 },
  administratorByAddress: { name: "administrator:address", attempts: 20, seconds: 60 * 60 },
} satisfies Record<string, Limit>;

/** A long name is hashed, so that two of them never share a counter. */
function keyOf(limit: Limit, who: string | number) {
  const name = String(who);
  return `${limit.name}:${name.length <= 100 ? name : createHash("sha256").update(name).digest("hex")}`;
}

/** Counts one attempt. Returns 0 within the limit, else the seconds until the window ends. */
export const countAttempt = async (limit: Limit, who: string | number): Promise<number> =>
  (await countAndTell(limit, who)).wait;

/** The same with what is left in this window, and the seconds until it ends. */
export async function countAndTell(
  limit: Limit,
  who: string | number,
): Promise<{ wait: number; left: number; seconds: number }> {
  const key = keyOf(limit, who);
  const rows = await fromPrimary(
    () => db.$queryRaw<{ count: number; wait: number }[]>`
    insert into "RateLimit" as r ("key", "count", "expiresAt")
    values (${key}, 1, now() + ${limit.seconds} * interval '1 second')
    on conflict ("key") do update set
      "count" = case when r."expiresAt" <= now() then 1 else r."count" + 1 end,
      "expiresAt" = case when r."expiresAt" <= now() then excluded."expiresAt" else r."expiresAt" end
    returning "count", ceil(extract(epoch from "expiresAt" - now()))::int as wait,
      -- A crash may lose a count: nobody waits until it is on disk.
      set_config('synchronous_commit', 'off', true)`,
  );
  const { count, wait } = rows[0]!;
  const seconds = Math.max(1, wait);
  return { wait: count <= limit.attempts ? 0 : seconds, left: Math.max(0, limit.attempts - count), seconds };
}

/** Resets the attempts after a successful proof of identity. */
export async function forgetAttempts(limit: Limit, who: string | number) {
  await db.rateLimit.deleteMany({ where: { key: keyOf(limit, who) } });
}

type ByBoth = { byAddress: Limit; byMember: Limit };
type Who = { address: string; member: { id: number } | null };

/**
 * Counts work that visitors may ask for too: by address, and by member where somebody is signed in. An address past its
 * limit doesn't count against the member. Returns 0 or the seconds to wait, like `countAttempt`.
 */
async function countAsker({ byAddress, byMember }: ByBoth, { address, member }: Who): Promise<number> {
  const wait = await countAttempt(byAddress, address);
  return wait === 0 && member ? countAttempt(byMember, member.id) : wait;
}

/** Counts a preview. A form's preview and `/api/v1/preview` share the counter of their address. */
export const countPreview = (who: Who) =>
  countAsker({ byAddress: limits.previewByAddress, byMember: limits.previewByMember }, who);

/** Counts a comparison of two revisions. */
export const countComparison = (who: Who) =>
  countAsker({ byAddress: limits.comparisonByAddress, byMember: limits.comparisonByMember }, who);

/** Counts a picture that has to be drawn. */
export const countDrawing = (who: Who) =>
  countAsker({ byAddress: limits.drawingByAddress, byMember: limits.drawingByMember }, who);

/** Takes back one attempt that turned out not to count. */
export async function giveBackAttempt(limit: Limit, who: string | number) {
  await db.rateLimit.updateMany({
    where: { key: keyOf(limit, who), count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
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
