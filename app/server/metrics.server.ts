/** What this process does, in numbers for Prometheus, at `/-/metrics`. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Request as Incoming, Response as Outgoing } from "express";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { listProviderHealth } from "~/features/observations/observations.server";
import { databasePools, databaseReplicas } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { countJobs, jobCounts } from "~/platform/jobs.server";
import { waitingInLanes } from "~/platform/lanes.server";
import { gates } from "./ask-behind-gate.server";
import { openStreams } from "./event-streams.server";
import { pageCacheCounts } from "./page-cache.server";
import { unsentBytes } from "./unsent-answers.server";

const registers = [new Registry()];
const [registry] = registers as [Registry];
collectDefaultMetrics({ register: registry, prefix: "counterproof_" });

const requests = new Counter({
  name: "counterproof_requests_total",
  help: "Answered requests by route, method and status.",
  labelNames: ["route", "method", "status"] as const,
  registers,
});
const latency = new Histogram({
  name: "counterproof_request_seconds",
  help: "Time from a request's body to the end of its answer, by route.",
  labelNames: ["route"] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

/** Counts an answered request. */
export function countRequest(route: string, method: string, status: number, seconds: number) {
  requests.inc({ route, method, status });
  latency.observe({ route }, seconds);
}

type Read = () => Record<string, number> | Promise<Record<string, number>>;

/** A gauge with one value for each key of what `read` answers, read when it is asked for. */
function gauge(name: string, label: string, help: string, read: Read) {
  const own = new Gauge({
    name: `counterproof_${name}`,
    help,
    labelNames: [label],
    async collect() {
      this.reset();
      // While the database is away, what only it knows is left out.
      const values = await Promise.resolve(read()).catch(() => ({}));
      for (const [key, value] of Object.entries(values)) this.set({ [label]: key }, value);
    },
  });
  registry.registerMetric(own);
}

const byGate = (count: "inside" | "line" | "turnedAway") => () =>
  Object.fromEntries(Object.entries(gates).map(([name, gate]) => [name, gate.counts[count]]));
gauge("gate_inside", "gate", "Requests that are worked on.", byGate("inside"));
gauge("gate_line", "gate", "Requests that wait for a place.", byGate("line"));
gauge("gate_turned_away_total", "gate", "Requests that found no place since the start.", byGate("turnedAway"));

const byPool = (count: "totalCount" | "idleCount" | "waitingCount") => () =>
  Object.fromEntries(Object.entries(databasePools()).map(([name, pool]) => [name, pool[count]]));
gauge("pool_connections", "pool", "Connections to the database.", byPool("totalCount"));
gauge("pool_idle", "pool", "Connections that are free.", byPool("idleCount"));
gauge("pool_waiting", "pool", "Queries that wait for a connection.", byPool("waitingCount"));

const replicas = () => databaseReplicas()?.states ?? [];
gauge("replica_in_use", "replica", "Whether visitors' pages are read from this replica.", () =>
  Object.fromEntries(replicas().map(({ name, leftOut }) => [name, leftOut === null ? 1 : 0])),
);
gauge(
  "replica_lag_seconds",
  "replica",
  "How long a replica lacks what the primary has; missing while it is away.",
  () => Object.fromEntries(replicas().flatMap(({ name, lag }) => (lag === null ? [] : [[name, lag]]))),
);

gauge("replica_reads_total", "replica", "Requests that have read from this replica since the start.", () =>
  Object.fromEntries(replicas().map(({ name, reads }) => [name, reads])),
);

gauge(
  "kept_pages",
  "what",
  "Visitors' pages in memory: their number and bytes, answers from memory and new ones.",
  () => ({
    ...pageCacheCounts(),
  }),
);
gauge("lane_line", "lane", "Texts that wait to be read.", waitingInLanes);
gauge("unsent_bytes", "what", "Answers that their readers have not taken yet.", () => ({ answers: unsentBytes() }));
gauge("event_streams", "state", "Open event streams.", () => ({ open: openStreams() }));
gauge("jobs", "state", "Jobs in the queue of all processes.", countJobs);
gauge("jobs_run_total", "outcome", "Jobs that this process ran since its start.", () => ({ ...jobCounts }));
gauge("provider_age_seconds", "provider", "Age of each provider's newest data.", async () => {
  const { providers } = await listProviderHealth();
  return Object.fromEntries(providers.flatMap(({ key, lag }) => (lag === null ? [] : [[key, lag]])));
});

/** Answers from this machine, and with the token of `METRICS_TOKEN`; for everybody else there is nothing here. */
export async function serveMetrics(request: Incoming, response: Outgoing) {
  response.setHeader("Cache-Control", "no-store");
  if (!mayRead(request))
    return void response.status(404).type("text/plain").send("There is nothing at this address.\n");
  response
    .status(200)
    .type(registry.contentType)
    .send(await registry.metrics());
}

function mayRead({ headers, socket }: Incoming) {
  const { METRICS_TOKEN } = env();
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
  if (given !== undefined) return METRICS_TOKEN !== undefined && timingSafeEqual(digest(given), digest(METRICS_TOKEN));
  // A proxy on this machine passes strangers' requests on.
  const isForwarded = Object.keys(headers).some((name) => /^(?:x-forwarded-|forwarded$|via$)|-ip$/.test(name));
  return !isForwarded && /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? "");
}

const digest = (text: string) => createHash("sha256").update(text).digest();
