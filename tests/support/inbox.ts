import type { Member } from "~/features/auth/auth";
import { listNotices } from "~/features/notifications/notifications.server";

/** The notices that a member finds in the inbox, by thread and the newest first. */
export async function inboxOf(member: Member) {
  const { groups } = await listNotices(member, { before: null, filter: null, take: 50 });
  return groups.flatMap(({ notices }) => notices);
}
