/** Failed jobs with their errors, for administrators; one click runs a job again. */
import { expect, test, vi } from "vitest";
import { db } from "~/platform/db.server";
import { aMember } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer({ METRICS_TOKEN: "a-token-of-the-tests" });

test("fault 11: a job that failed is listed with its error, and tried again by its button", async () => {
  const admin = await aMember({ role: "admin" });
  const [job] = await db.$queryRaw<{ id: bigint }[]>`
    select id from graphile_worker.add_job('source.changed', '{"sourceId": 7}'::json, run_at := now() + interval '1 day')`;
  await db.$executeRaw`
    update graphile_worker._private_jobs set "attempts" = "max_attempts", "last_error" = 'The disk was <away>' where "id" = ${job!.id}`;
  await db.$executeRaw`select graphile_worker.add_job('no.longer-known', '{}'::json)`;

  const html = await (await server.fetch("/admin/jobs", { as: admin })).text();
  const row = page(html).row(/source\.changed/);
  expect(row.text).toContain("The disk was <away>");
  expect(row.text).toContain("25 of 25");
  expect(page(html).text).toContain("1 job of a name that this release doesn’t know");

  const form = { job: String(job!.id) };
  expect((await server.fetch("/admin/jobs", { as: admin, form })).status).toBe(303);
  await vi.waitFor(async () => {
    const left = await db.$queryRaw<unknown[]>`select 1 from graphile_worker._private_jobs where "id" = ${job!.id}`;
    expect(left).toEqual([]);
  }, 20_000);
  expect((await server.fetch("/admin/jobs", { as: admin, form })).status).toBe(404);
});

test("fault 11: numbers for Prometheus are read from this machine or with the token, and are nothing to others", async () => {
  await server.fetch("/tags");
  const own = await server.fetch("/-/metrics");
  expect([own.status, own.headers.get("Content-Type")]).toEqual([200, expect.stringContaining("version=0.0.4")]);
  const text = await own.text();
  expect(text).toMatch(/counterproof_requests_total\{route="\/tags",method="GET",status="200"\} [1-9]/);
  for (const name of [
    "request_seconds_bucket",
    "gate_inside",
    "gate_turned_away_total",
    "pool_connections",
    "kept_pages",
    "event_streams",
    "jobs",
    "jobs_run_total",
    "nodejs_eventloop_lag_seconds",
  ])
    expect(text).toContain(`counterproof_${name}`);

  const authorized = (token: string) => ({ Authorization: `Bearer ${token}`, "X-Forwarded-For": "203.0.113.7" });
  const asked: Record<string, string>[] = [
    { "X-Forwarded-For": "203.0.113.7" },
    { Forwarded: "for=203.0.113.7" },
    { "CF-Connecting-IP": "203.0.113.7" },
    { "X-Real-IP": "203.0.113.7" },
    authorized("a-token-of-the-tests"),
    authorized("another-token-of-tests"),
  ];
  const statuses = await Promise.all(
    asked.map(async (headers) => (await server.fetch("/-/metrics", { headers })).status),
  );
  expect(statuses).toEqual([404, 404, 404, 404, 200, 404]);
});
