/** The links that end letters: each holds whose letters of which kind, and a hash that only this site can make. */
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { keyedHash } from "~/platform/secret-box.server";
import { paths } from "~/paths";

export type ListKind = "notices" | "digest";
type Ended = { memberId: number; kind: ListKind };

const letterOf = { notices: "n", digest: "d" } as const;
const shape = /^([nd])([0-9a-z]{1,7})-([0-9a-f]{40})$/;

const hashOf = ({ memberId, kind }: Ended) => keyedHash("unsubscribe", `${kind} ${memberId}`).slice(0, 40);

/** The token of a link by which this member's letters of a kind end. It is good as long as the member is. */
export const unsubscribeToken = (ended: Ended) =>
  `${letterOf[ended.kind]}${ended.memberId.toString(36)}-${hashOf(ended)}`;

/** The address of its page. */
export const unsubscribeUrl = (ended: Ended) => env().publicOrigin + paths.unsubscribe(unsubscribeToken(ended));

/** What a token ends; null for one that this site hasn't made. */
export function readUnsubscribeToken(token: string): Ended | null {
  const [, letter, member = "", hash] = shape.exec(token) ?? [];
  const ended: Ended = { memberId: Number.parseInt(member, 36), kind: letter === "n" ? "notices" : "digest" };
  return hash !== undefined && hash === hashOf(ended) ? ended : null;
}

/** Ends these letters. What was not told by mail stays in the inbox. */
export async function unsubscribe({ memberId, kind }: Ended) {
  const ended = kind === "notices" ? { hasNotices: false } : { digestDueAt: null };
  if ((await db.member.count({ where: { id: memberId, deletedAt: null } })) === 0) return;
  await db.mailing.upsert({ where: { memberId }, create: { memberId, ...ended }, update: ended });
}

/**
 * The fields by which mail programs offer to end letters, where they can reach this site over https. A list's name says what
 * it is about.
 */
export function listHeaders(ended: Ended): Record<string, string> {
  const { publicOrigin } = env();
  if (!publicOrigin.startsWith("https:")) return {};
  return {
    "List-Id": `<${ended.kind}.${new URL(publicOrigin).hostname}>`,
    "List-Unsubscribe": `<${unsubscribeUrl(ended)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    Precedence: "list",
  };
}
