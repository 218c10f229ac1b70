import { hasOutdated } from "~/features/posts/posts.server";
import { startTicker } from "~/features/observations/observations.server";
import { isMeiliGiven } from "~/features/search/search.server";
import { db } from "~/platform/db.server";
import { enqueue, startJobs } from "~/platform/jobs.server";
import { crontab, jobHandlers } from "./job-handlers.server";
import { processState } from "./readiness.server";

/**
 * Starts the job loop and the metric ticker of this process, and enqueues the rendering of posts that an older renderer made.
 */
export async function runJobs() {
  await startJobs(jobHandlers, crontab());
  processState.runsJobs = true;
  if (await hasOutdated()) await enqueue(db, "posts.reprocess-outdated");
  if (isMeiliGiven()) await enqueue(db, "keep-search");
  await startTicker();
}
