/** The lists of an export, each read in pages. */
import { db } from "~/platform/db.server";

const take = 1_000;

/** Reads page after page until one is not full. */
async function* inPages<Row extends object>(read: (page: { skip: number; take: number }) => Promise<Row[]>) {
  for (let skip = 0; ; skip += take) {
    const rows = await read({ skip, take });
    yield rows;
    if (rows.length < take) return;
  }
}

const thread = { select: { id: true, title: true } } as const;

/** What a member set, did and was told, by the name of its file. */
export function exportedLists(memberId: number): Record<string, AsyncIterable<object[]>> {
  const where = { memberId };
  return {
    account: inPages((page) =>
      db.member.findMany({
        ...page,
        where: { id: memberId },
        select: {
          id: true,
          handle: true,
          name: true,
          email: true,
          emailVerifiedAt: true,
          bio: true,
          link: true,
          role: true,
          joinedAt: true,
          theme: true,
          density: true,
          timeZone: true,
          hasSingleKeys: true,
          oldHandles: { select: { handle: true, since: true } },
          passkeys: { select: { name: true, createdAt: true, lastUsedAt: true } },
          apiKeys: {
            select: {
              name: true,
              beginning: true,
              scopes: true,
              createdAt: true,
              lastUsedAt: true,
              expiresAt: true,
              webhooks: { select: { address: true, events: true, createdAt: true, pausedAt: true, offAt: true } },
            },
          },
          wallets: { select: { address: true, chainId: true, ensName: true, isShown: true, createdAt: true } },
          identities: { select: { issuer: true, subject: true, label: true, isShown: true, createdAt: true } },
        },
      }),
    ),
    disclosures: inPages((page) =>
      db.disclosure.findMany({
        ...page,
        where,
        orderBy: { tagId: "asc" },
        select: { text: true, since: true, tag: { select: { slug: true } } },
      }),
    ),
    votes: inPages((page) =>
      db.vote.findMany({
        ...page,
        where,
        orderBy: [{ postId: "asc" }, { axis: "asc" }],
        select: { postId: true, axis: true, value: true, revision: true, createdAt: true, changedAt: true },
      }),
    ),
    reactions: inPages((page) =>
      db.reaction.findMany({
        ...page,
        where,
        orderBy: [{ postId: "asc" }, { kind: "asc" }],
        select: { postId: true, kind: true, revision: true, changedAt: true },
      }),
    ),
    bookmarks: inPages((page) =>
      db.bookmark.findMany({
        ...page,
        where: { ...where, removedAt: null },
        orderBy: { postId: "asc" },
        select: { postId: true, note: true, createdAt: true },
      }),
    ),
    reading: inPages((page) =>
      db.readingPosition.findMany({
        ...page,
        where,
        orderBy: { threadId: "asc" },
        select: { thread, lastNumber: true, readAt: true },
      }),
    ),
    follows: inPages((page) =>
      db.tagFollow.findMany({
        ...page,
        where,
        orderBy: { tagId: "asc" },
        select: { tag: { select: { slug: true } }, createdAt: true },
      }),
    ),
    "thread-follows": inPages((page) =>
      db.threadFollow.findMany({
        ...page,
        where,
        orderBy: { threadId: "asc" },
        select: { thread, level: true, changedAt: true },
      }),
    ),
    "member-follows": inPages((page) =>
      db.memberFollow.findMany({
        ...page,
        where,
        orderBy: { otherId: "asc" },
        select: { other: { select: { handle: true } }, isMuted: true, changedAt: true },
      }),
    ),
    "notice-choices": inPages((page) =>
      db.noticeChoice.findMany({
        ...page,
        where,
        orderBy: { about: "asc" },
        select: { about: true, inInbox: true, byMail: true, byPush: true },
      }),
    ),
    "push-browsers": inPages((page) =>
      db.pushBrowser.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { name: true, createdAt: true, lastUsedAt: true },
      }),
    ),
    mailing: inPages((page) =>
      db.mailing.findMany({
        ...page,
        where,
        select: { hasNotices: true, digestDueAt: true, stoppedAt: true, stoppedAddress: true },
      }),
    ),
    letters: inPages((page) =>
      db.letter.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { kind: true, address: true, state: true, createdAt: true },
      }),
    ),
    "replies-by-mail": inPages((page) =>
      db.mailedReply.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { toPostId: true, postId: true, text: true, cut: true, problem: true, leftOut: true, receivedAt: true },
      }),
    ),
    searches: inPages((page) =>
      db.followedSearch.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { address: true, followedAt: true },
      }),
    ),
    notices: inPages((page) =>
      db.notice.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { kind: true, words: true, path: true, createdAt: true, readAt: true },
      }),
    ),
    sessions: inPages((page) =>
      db.session.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { browser: true, network: true, createdAt: true, lastUsedAt: true },
      }),
    ),
    sanctions: inPages((page) =>
      db.sanction.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { kind: true, reason: true, startedAt: true, endsAt: true, endedAt: true },
      }),
    ),
    appeals: inPages((page) =>
      db.appeal.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { words: true, at: true, decidedAt: true, isGranted: true, answer: true },
      }),
    ),
    // About what is theirs: what is public as well. Whether somebody only asked or looked is told to nobody.
    "decisions-about": inPages((page) =>
      db.caseDecision.findMany({
        ...page,
        where: { case: { memberId }, modActionId: { not: null } },
        orderBy: { id: "asc" },
        select: { decision: true, reason: true, at: true, case: { select: { kind: true, postId: true } } },
      }),
    ),
    // As a moderator.
    "decisions-made": inPages((page) =>
      db.caseDecision.findMany({
        ...page,
        where: { byId: memberId },
        orderBy: { id: "asc" },
        select: { caseId: true, decision: true, reason: true, at: true },
      }),
    ),
    flags: inPages((page) =>
      db.flag.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { postId: true, revision: true, reason: true, words: true, at: true },
      }),
    ),
    "interest-questions": inPages((page) =>
      db.interestQuestion.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { postId: true, words: true, askedAt: true, answer: true, answerWords: true, isPublic: true },
      }),
    ),
    proposals: inPages((page) =>
      db.modCase.findMany({
        ...page,
        where: { memberId, kind: { in: ["tag_proposal", "wiki_edit"] } },
        orderBy: { id: "asc" },
        select: { kind: true, payload: true, openedAt: true, closedAt: true },
      }),
    ),
    "held-texts": inPages((page) =>
      db.heldPost.findMany({
        ...page,
        where: { authorId: memberId },
        orderBy: { id: "asc" },
        select: { threadId: true, title: true, body: true, createdAt: true, endedAt: true, postId: true },
      }),
    ),
    invitations: inPages((page) =>
      db.invitation.findMany({
        ...page,
        where: { byId: memberId },
        orderBy: { id: "asc" },
        select: { note: true, createdAt: true, expiresAt: true, usesLeft: true },
      }),
    ),
    reviews: inPages((page) =>
      db.citationReview.findMany({
        ...page,
        where,
        orderBy: { citationId: "asc" },
        select: { citationId: true, verdict: true, comment: true, at: true },
      }),
    ),
    evidence: inPages((page) =>
      db.claimDispute.findMany({
        ...page,
        where,
        orderBy: { claimId: "asc" },
        select: { claimId: true, kind: true, basis: true, reason: true, source: true, at: true },
      }),
    ),
    ratings: inPages((page) =>
      db.claimRating.findMany({
        ...page,
        where,
        orderBy: [{ claimId: "asc" }, { disputerId: "asc" }],
        select: { claimId: true, agrees: true, at: true },
      }),
    ),
    descriptions: inPages((page) =>
      db.tagRevision.findMany({
        ...page,
        where: { editorId: memberId },
        orderBy: [{ tagId: "asc" }, { number: "asc" }],
        select: { tag: { select: { slug: true } }, number: true, description: true, reason: true, createdAt: true },
      }),
    ),
    uploads: inPages((page) =>
      db.uploadOwner.findMany({
        ...page,
        where,
        orderBy: { id: "asc" },
        select: { alt: true, createdAt: true, upload: { select: { hash: true, kind: true, size: true } } },
      }),
    ),
  };
}
