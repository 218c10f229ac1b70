/** Which room handles which job. */
import {
  mailedTokens,
  sweepHeldTexts,
  sweepKnownBrowsers,
  sweepRateLimits,
  sweepSessions,
} from "~/features/auth/auth.server";
import { type TellOfKey, tellOfEndings } from "~/features/api/api.server";
import { readWalletNames, sweepCeremonies } from "~/features/keys/keys.server";
import {
  judgeThread,
  newSight,
  noticeOf,
  type TellAuthors,
  tellPublicVerdict,
  threadsAsking,
  threadsWithClaims,
} from "~/features/claims/claims.server";
import { findPostsShowing, rejoinSources } from "~/features/citations/citations.server";
import {
  answerReply,
  sendDigest,
  sendNotices,
  startDueDigests,
  startDueLetters,
  sweepLetters,
} from "~/features/letters/letters.server";
import { findAsImported } from "~/features/imports/imports.server";
import { isMailOn, mailWay, sweepMailFiles } from "~/features/mail/mail.server";
import { sendAccountMail } from "~/features/members/members.server";
import {
  joinNotices,
  type NoticeToJoin,
  sendPushes,
  sweepPushes,
  tellOfAction,
  tellOfCorrection,
  tellOfNewPosts,
  tellOfPost,
  tellOfReviews,
  tellMember,
  tellOfSource,
  withholdTitle,
} from "~/features/notifications/notifications.server";
import { eraseDueMembers, sendMemberMail } from "~/features/people/people.server";
import { keepQueue } from "~/features/queue/queue.server";
import { endOverdueSanctions } from "~/features/sanctions/sanctions.server";
import {
  listUntold,
  moveDocuments,
  refileDocuments,
  refreshCitationLists,
  reprocessOutdated,
  renderAgainUnlessNewer,
  reprocessShowing,
  sweepHeldPosts,
  sweepSubmissions,
  sweepTraces,
  takeUntold,
} from "~/features/posts/posts.server";
import {
  findFollowersOf,
  followChanges,
  isMeiliGiven,
  keepIndexByClock,
  learnWords,
  postgresEngine,
  rebuildIndex,
} from "~/features/search/search.server";
import { tellCounts } from "~/features/signals/signals.server";
import { sweepUpdates } from "~/features/threads/threads.server";
import { sweepBookmarks } from "~/features/reading/reading.server";
import { sweepMetrics } from "~/features/observations/observations.server";
import {
  fanOut,
  isSomethingDue,
  sendDeliveries,
  sweepWebhooks,
  type TellOwner,
} from "~/features/webhooks/webhooks.server";
import { offInWords } from "~/features/webhooks/webhooks";
import { paths } from "~/paths";
import { foldContentVersions } from "~/platform/content-version.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { enqueue, enqueueLater, type JobHandlers } from "~/platform/jobs.server";
import { processState } from "./readiness.server";

/** Authors hear of it in the inbox, before anybody else sees it. */
const tellInInbox: TellAuthors = async (tx, troubles) => {
  // What came from another forum was written there: nobody is told of it here.
  const imported = await findAsImported(
    tx,
    troubles.map(({ postId }) => postId),
  );
  const own = troubles.filter(({ postId }) => !imported.has(postId));
  await joinNotices(
    tx,
    own.map((trouble) => {
      const { authorId: memberId, postId, claimId } = trouble;
      return { memberId, kind: "claim_check", subject: `claim:${claimId}`, ...noticeOf(trouble), postId };
    }),
  );
};

/** Whose webhook was turned off hears of it in the inbox. */
const tellOwner: TellOwner = async (tx, { memberId, webhookId, address, because }) => {
  const words = offInWords(because, new URL(address).host);
  await tellMember(tx, {
    memberId,
    kind: "sanction",
    subject: `webhook:${webhookId}`,
    words,
    path: paths.webhook({ id: webhookId }),
  });
};

/** Whose key ends soon, or has ended and took webhooks along, hears of it in the inbox once. */
const tellOfKey: TellOfKey = (tx, { memberId, keyId, words, hasEnded }) =>
  tellMember(tx, {
    memberId,
    kind: "sanction",
    subject: `api-key:${keyId}`,
    event: `api-key:${keyId}:${hasEnded ? "ended" : "ends"}`,
    words,
    path: hasEnded ? paths.webhooks() : paths.apiKeys(),
  });

/** Seconds until a thread is judged again whose words wait for a second run. */
const secondRun = 3_600;

async function judge(threadId: number, sight = newSight()) {
  const { isUnsettled } = await judgeThread(threadId, tellInInbox, sight);
  if (isUnsettled) await enqueueLater(db, secondRun, "claims.judge", { threadId });
}

const runTime = 20_000;
const threadsAtOnce = 100;

/** A separate job, so that only this part is retried while Meilisearch is away. */
async function followSearch() {
  if (isMeiliGiven()) await enqueue(db, "search.follow");
}

/** Tells a first slice of members of new posts at once, and further ones by a job for each slice. */
async function tellOfAll(postIds: number[], after: number) {
  const last = await tellOfNewPosts({ postIds, after });
  if (last !== null) await enqueue(db, "notices.tell-all", { postIds, after: last });
  // After everybody whom the posts answer, name or reach otherwise: a search doesn't tell them of these again.
  else for (const postId of postIds) await tellFollowersOfSearches(postId, 0);
}

/** Tells a first slice of members of a post at once, and further ones by a job for each slice. */
async function tellMembers(postId: number, isNew: boolean, after: number) {
  const last = await tellOfPost({ postId, isNew, after });
  if (last !== null) await enqueue(db, "notices.tell", { postId, isNew, after: last });
  // After everybody whom the post answers, names or reaches otherwise: a search doesn't tell them of it again.
  else if (isNew) await tellFollowersOfSearches(postId, 0);
}

async function tellFollowersOfSearches(postId: number, after: number) {
  // Ask PostgreSQL, because Meilisearch may not have the post yet.
  const { alerts, last } = await findFollowersOf(postId, after, postgresEngine);
  const told = alerts.map(({ memberId, searchId, words, path }): NoticeToJoin => {
    return { memberId, kind: "followed_search", subject: `followed-search:${searchId}`, words, path, postId };
  });
  if (told.length > 0) await inTransaction((tx) => joinNotices(tx, told));
  if (last !== null) await enqueue(db, "notices.searches", { postId, after: last });
}

export const jobHandlers: JobHandlers = {
  async "posts.reprocess-outdated"() {
    const until = performance.now() + runTime;
    const someAreLeft = await reprocessOutdated(() => processState.isStopping || performance.now() > until);
    if (someAreLeft) await enqueue(db, "posts.reprocess-outdated");
  },
  async "post.render"({ postId }) {
    await renderAgainUnlessNewer(postId);
  },
  async "rejoin-sources"({ after }) {
    const last = await rejoinSources(after);
    if (last !== null) await enqueue(db, "rejoin-sources", { after: last });
  },
  async "source.changed"({ sourceId }) {
    await refreshCitationLists(await findPostsShowing(db, sourceId));
    await withholdTitle(sourceId);
  },
  async "post.changed"({ postId, isNew, isImported }) {
    await followSearch();
    if (!isNew && !isImported) await enqueue(db, "notices.correct", { postId, after: 0 });
    if (!isImported) await tellMembers(postId, isNew, 0);
    // The last step, because it counts: a job that fails before it and runs again counts a post's words once.
    await learnWords(db, [postId], isNew);
  },
  "posts.index": followSearch,
  async "posts.tell"({ threadId }) {
    const { postIds, areMore } = await listUntold(threadId);
    if (postIds.length > 0) {
      await tellOfAll(postIds, 0);
      // They are taken off the list as their words are counted: a job that runs again counts none twice.
      await inTransaction(async (tx) => learnWords(tx, await takeUntold(tx, postIds), true));
    }
    if (areMore) await enqueue(db, "posts.tell", { threadId });
  },
  async "notices.tell-all"({ postIds, after }) {
    await tellOfAll(postIds, after);
  },
  async "notices.tell"({ postId, isNew, after }) {
    await tellMembers(postId, isNew, after);
  },
  async "notices.searches"({ postId, after }) {
    await tellFollowersOfSearches(postId, after);
  },
  async "notices.correct"({ postId, after }) {
    const last = await tellOfCorrection({ postId, after });
    if (last !== null) await enqueue(db, "notices.correct", { postId, after: last });
  },
  async "notices.source"({ revisionId, after }) {
    const last = await tellOfSource({ revisionId, after });
    if (last !== null) await enqueue(db, "notices.source", { revisionId, after: last });
  },
  async "notices.review"({ citationId }) {
    await tellOfReviews(citationId);
  },
  async "send-push"() {
    if (await sendPushes()) await enqueue(db, "send-push");
  },
  async "notices.act"({ actionId }) {
    await tellOfAction(actionId);
  },
  async "send-letters"() {
    if (await startDueLetters()) await enqueue(db, "send-letters");
  },
  async "letters.notices"({ memberId }) {
    await sendNotices(memberId);
  },
  async "send-digests"({ after }) {
    const last = await startDueDigests(after);
    if (last !== null) await enqueue(db, "send-digests", { after: last });
  },
  async "letters.digest"({ memberId }) {
    await sendDigest(memberId);
  },
  async "letters.answer"({ replyId }) {
    await answerReply(replyId);
  },
  async "thread.refiled"({ threadId, after }) {
    const next = await inTransaction((tx) => refileDocuments(tx, threadId, after));
    await followSearch();
    if (next !== null) await enqueue(db, "thread.refiled", { threadId, after: next });
  },
  async "tag.merged"({ fromId, intoId }) {
    while (await moveDocuments(db, fromId, intoId));
    await followSearch();
  },
  "search.follow": followChanges,
  "keep-search": keepIndexByClock,
  async "search.rebuild"() {
    await rebuildIndex();
  },
  mail_send: sendAccountMail,
  async sweep() {
    await sweepSessions();
    await sweepCeremonies();
    await mailedTokens.sweep();
    if (mailWay() === "files") await sweepMailFiles();
    await sweepLetters();
    await sweepKnownBrowsers();
    await sweepRateLimits();
    await sweepHeldTexts();
    await sweepSubmissions(db);
    await sweepTraces(db);
    await sweepHeldPosts(db);
    await sweepBookmarks();
    await sweepPushes();
    await sweepMetrics();
    await foldContentVersions();
    await sweepUpdates();
    await sweepWebhooks();
    await tellOfEndings(await databaseNow(), tellOfKey);
    await endOverdueSanctions();
    await eraseDueMembers();
  },
  async "webhooks.fan-out"({ eventId }) {
    await fanOut(eventId);
  },
  async "webhooks.send"() {
    if (await sendDeliveries({ tell: tellOwner })) await enqueue(db, "webhooks.send");
  },
  async "send-webhooks"() {
    if (await isSomethingDue(await databaseNow())) await enqueue(db, "webhooks.send");
  },
  "read-wallet-names": readWalletNames,
  member_mail: sendMemberMail,
  async "members.erase"({ memberId }) {
    await eraseDueMembers(memberId);
  },
  async "keep-queue"() {
    await keepQueue(await databaseNow());
  },
  async "suspensions.end"({ sanctionId }) {
    await endOverdueSanctions(sanctionId);
  },
  async "counts.tell"({ threadId }) {
    await tellCounts(threadId);
  },
  async "claims.judge"({ threadId }) {
    await judge(threadId);
  },
  async "claims.judge-metric"({ metric, after }) {
    const threads = await threadsAsking(metric, after, threadsAtOnce);
    const sight = newSight();
    for (const threadId of threads) await judge(threadId, sight);
    const last = threads.at(-1);
    if (last !== undefined && threads.length === threadsAtOnce)
      await enqueue(db, "claims.judge-metric", { metric, after: last });
  },
  async "judge-claims"({ after }) {
    const threads = await threadsWithClaims(after, threadsAtOnce);
    const sight = newSight();
    for (const threadId of threads) await judge(threadId, sight);
    const last = threads.at(-1);
    if (last !== undefined && threads.length === threadsAtOnce) await enqueue(db, "judge-claims", { after: last });
  },
  async "claims.tell-public"({ claimId }) {
    await tellPublicVerdict(claimId);
  },
  async "upload.changed"({ hash }) {
    await reprocessShowing(hash);
  },
};

/** Jobs by the clock. */
export const crontab = () =>
  [
    "17 * * * * sweep",
    "11 * * * * keep-queue",
    ...(isMailOn() ? ["* * * * * send-letters", "7 * * * * send-digests"] : []),
    "27 * * * * read-wallet-names",
    "47 0 * * * judge-claims",
    "23 2 * * * rejoin-sources",
    "* * * * * send-push",
    "* * * * * send-webhooks",
    ...(isMeiliGiven() ? ["* * * * * keep-search"] : []),
  ].join("\n");
