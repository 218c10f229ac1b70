/** Addresses of this site that hold what a mail to them is about, and a hash that only this site can make. */
import { env } from "~/platform/env.server";
import { keyedHash } from "~/platform/secret-box.server";

/** Whose reply, to which post. */
type ReplyTo = { memberId: number; postId: number };

const daysGood = 30;
const day = 86_400_000;
const tagShape = /^(?:r([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,5})|b([0-9a-z]{1,7}))-([0-9a-f]{20})$/;

const hashOf = (parts: string) => keyedHash("mail-address", parts).slice(0, 20);

/** Our address with what it holds behind a plus sign; null where nothing receives mails. */
function addressOf(parts: string): string | null {
  const { MAIL_REPLY_ADDRESS: address } = env();
  if (!address) return null;
  const [name, host] = address.split("@");
  return `${name}+${parts}-${hashOf(parts)}@${host}`;
}

/** The address by which a member answers a post within 30 days; null where nothing receives mails. */
export function replyAddress({ memberId, postId }: ReplyTo, now: Date): string | null {
  const until = Math.ceil(now.getTime() / day) + daysGood;
  return addressOf(`r${[memberId, postId, until].map((part) => part.toString(36)).join("-")}`);
}

/** The address that a letter goes back to which can't be delivered; null where nothing receives mails. */
export const returnAddress = (letterId: number): string | null => addressOf(`b${letterId.toString(36)}`);

export type Held =
  ({ is: "reply" } & ReplyTo) | { is: "too-late"; memberId: number } | { is: "bounce"; letterId: number };

/** What one of our addresses holds; null for others, and for those that this site hasn't made. */
export function readAddress(address: string, now: Date): Held | null {
  const { MAIL_REPLY_ADDRESS: ours = "@" } = env();
  const [name, host] = ours.toLowerCase().split("@");
  const [local = "", domain] = address.toLowerCase().split("@");
  if (domain !== host || !local.startsWith(`${name}+`)) return null;
  const tag = local.slice(name!.length + 1);
  const [, member, post, until, letter, hash] = tagShape.exec(tag) ?? [];
  if (hash === undefined || hashOf(tag.slice(0, -hash.length - 1)) !== hash) return null;
  if (letter !== undefined) return { is: "bounce", letterId: Number.parseInt(letter, 36) };
  const memberId = Number.parseInt(member!, 36);
  if (Number.parseInt(until!, 36) * day < now.getTime()) return { is: "too-late", memberId };
  return { is: "reply", memberId, postId: Number.parseInt(post!, 36) };
}
