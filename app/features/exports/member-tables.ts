/** Members and what they say of themselves. */
import { named, type TablePlan } from "./table-plan";

/** A picture that nobody sees, because it was removed or waits for a moderator, is nobody's face. */
const shownAvatar = `case when exists (select from "Upload" u where u."hash" = x."avatarHash" and u."removedAt" is null and u."heldAt" is null)
  then x."avatarHash" end`;

/** Stands for authors of posts that visitors don't see. */
export const withheldMemberId = 0;

export const memberTables: Record<string, TablePlan> = {
  Member: {
    columns: named(
      "id handle name bio link joinedAt deletedAt suspendedAt suspendedUntil isDemonstration threadCount postCount",
    ),
    guarded: {
      avatarHash: shownAvatar,
      email: "null",
      emailVerifiedAt: "null",
      passwordHash: "null",
      passwordSetAt: "null",
      // Rights begin with whoever runs the forum that it is imported into.
      role: "'member'",
      silencedUntil: "null",
      pacedUntil: "null",
      trustedAt: "null",
      formerName: "''",
      nameChangedAt: "null",
      handleChangedAt: "null",
      deletionDueAt: "null",
      deletionWithdraws: "false",
      invitationId: "null",
      theme: "'system'",
      density: "'standard'",
      timeZone: "'UTC'",
      hasSingleKeys: "true",
    },
    leftOut: { bioHtml: "made again from the bio", bioRendererVersion: "made again with the bio's html" },
    rows: `x."id" <> ${withheldMemberId}`,
    standIns: `select ${withheldMemberId}, 'former-member-${withheldMemberId}', 'former member ${withheldMemberId}', '', '', 'epoch'::timestamptz, 'epoch'::timestamptz,
      null, null, false, 0, 0, null, null, null, null, null, 'member'::"Role", null, null, null, '', null, null, null, false, null,
      'system'::"Theme", 'standard'::"Density", 'UTC', true`,
  },
  OldHandle: { columns: named("handle memberId since"), guarded: { isBarred: "false" } },
  Disclosure: { columns: named("memberId tagId text since") },
  Wallet: {
    columns: named("id memberId address chainId ensName isShown"),
    guarded: { ensCheckedAt: "null", createdAt: "'epoch'::timestamptz", lastUsedAt: "null" },
    rows: `x."isShown"`,
  },
  Identity: {
    columns: named("id memberId issuer label isShown"),
    // What is shown signs nobody in.
    guarded: { subject: `'shown:' || x."label"`, createdAt: "'epoch'::timestamptz", lastUsedAt: "null" },
    rows: `x."isShown"`,
  },
  Invitation: {
    columns: named("id byId note createdAt expiresAt usesLeft revokedAt"),
    guarded: {},
    leftOut: { tokenHash: "a secret: its link joins nobody after an import" },
    given: { tokenHash: `'imported ' || x."id"` },
    onlyFull: "who invited whom is between them and administrators",
  },
  Mailing: {
    columns: named("memberId hasNotices digestDueAt digestSince stoppedAt stoppedAddress"),
    onlyFull: "a member's choices about mail",
  },
  NoticeChoice: { columns: named("memberId about inInbox byMail byPush"), onlyFull: "a member's choices" },
  Reader: { columns: named("memberId view minutesRead minuteAt"), onlyFull: "how a member reads" },
  ReadingPosition: {
    columns: named("memberId threadId lastNumber readAt sinceNumber since"),
    onlyFull: "how a member reads",
  },
  Bookmark: { columns: named("memberId postId note createdAt removedAt"), onlyFull: "a member's own list" },
  Draft: { columns: named("id memberId place fields version updatedAt"), onlyFull: "not posted yet" },
  TagFollow: { columns: named("memberId tagId createdAt"), onlyFull: "nobody sees whom and what others follow" },
  ThreadFollow: { columns: named("memberId threadId level changedAt"), onlyFull: "nobody else sees it" },
  MemberFollow: { columns: named("memberId otherId isMuted changedAt"), onlyFull: "nobody else sees it" },
  FollowedSearch: { columns: named("id memberId address followedAt"), onlyFull: "a member's own list" },
  Notice: {
    columns: named("id memberId kind subject words path createdAt changedAt readAt event threadId actorId mailedAt"),
    onlyFull: "a member's inbox",
  },
  NoticePost: { columns: named("noticeId postId"), onlyFull: "a member's inbox" },
  MailedReply: {
    columns: named("id memberId messageId toPostId postId text cut problem leftOut receivedAt"),
    onlyFull: "what a member sent by mail; what was posted of it is a post",
  },
};
