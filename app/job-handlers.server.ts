/** Which room handles which job. */
import { sweepRateLimits, sweepSessions } from "~/features/auth/auth.server";
import { findPostsCiting } from "~/features/citations/citations.server";
import { sweepHeldTexts } from "~/features/drafts/drafts.server";
import {
  refreshCitationLists,
  reprocessOutdated,
  reprocessShowing,
  sweepSubmissions,
} from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { enqueue, type JobHandlers } from "~/platform/jobs.server";

const runTime = 20_000;

export const jobHandlers: JobHandlers = {
  async "posts.reprocess-outdated"() {
    const someAreLeft = await reprocessOutdated(new Date(Date.now() + runTime));
    if (someAreLeft) await enqueue(db, "posts.reprocess-outdated");
  },
  async "source.changed"({ sourceId }) {
    await refreshCitationLists(await findPostsCiting(db, sourceId));
  },
  async sweep() {
    await sweepSessions();
    await sweepRateLimits();
    await sweepHeldTexts();
    await sweepSubmissions(db);
  },
  async "upload.changed"({ hash }) {
    await reprocessShowing(hash);
  },
};

/** What is due by the clock. */
export const crontab = "17 * * * * sweep";
