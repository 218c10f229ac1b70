/** Archives over HTTP: a thread for everybody, the whole forum for administrators. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { checkExport } from "../../prisma/exports/check-export";
import { openZip } from "../../prisma/exports/open-zip";
import { aMember, aReply, aThread } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";
import { page } from "../support/page";
import { dailyTps } from "../support/series";
import { useWebServer } from "../support/web-server";
import { entriesOf } from "../support/zip-entries";

const server = useWebServer();
const folder = openTemporaryFolder("archive-test");

test("a thread's archive has its texts, sources, claims and series, and nothing that visitors don't see", async () => {
  await dailyTps("base", [120, 142]);
  const author = await aMember({ handle: "archivist" });
  const thread = await aThread({ author, title: "What is in the archive of a thread?" });
  await aReply({
    thread,
    author,
    body: "Base runs at [142 TPS](metric:base/tps)[^1].\n\n![TPS of Base](metric:base/tps?window=7d)\n\n[^1]: https://example.org/page",
  });
  const hidden = await aReply({ thread, author, body: "HIDDENWORDS" });
  await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  const shown = page(await (await server.fetch(`/t/${thread.id}/${thread.slug}`)).text());
  const path = `/t/${thread.id}/${thread.slug}.zip`;
  expect(shown.link("Archive (zip)").href).toBe(path);
  const answer = await server.fetch(path);
  expect(answer.headers.get("Content-Type")).toBe("application/zip");
  const files = entriesOf(Buffer.from(await answer.arrayBuffer()));
  expect([...files.keys()]).toEqual([
    "thread.md",
    "thread.json",
    "sources.csl.json",
    "sources.bib",
    "claims.csv",
    "series/base-tps.csv",
  ]);
  const json = JSON.parse(files.get("thread.json")!) as { posts: { number: number; body?: string; reason?: string }[] };
  expect(json.posts.map(({ number, reason }) => [number, reason])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, "hidden"],
  ]);
  expect(files.get("thread.md")).toContain("> Base runs at [142 TPS](metric:base/tps)[^1].");
  expect(JSON.parse(files.get("sources.csl.json")!)).toMatchObject([{ URL: "https://example.org/page" }]);
  expect(files.get("sources.bib")).toContain("https://example.org/page");
  expect(files.get("series/base-tps.csv")).toContain("142");
  expect([...files.values()].join("\n")).not.toContain("HIDDENWORDS");

  expect((await server.fetch(`/t/${thread.id}/another.zip`)).headers.get("Location")).toBe(path);
  expect((await server.fetch("/t/999999/none.zip")).status).toBe(404);
});

test("an address that fetches many archives is asked to wait", async () => {
  const thread = await aThread();
  const path = `/t/${thread.id}/${thread.slug}.zip`;
  await db.rateLimit.updateMany({ where: { key: { startsWith: "archive:address" } }, data: { count: 30 } });
  const answer = await server.fetch(path);
  expect([answer.status, Number(answer.headers.get("Retry-After")) > 0]).toEqual([429, true]);
  await db.rateLimit.deleteMany({ where: { key: { startsWith: "archive:address" } } });
});

test("an administrator fetches the forum after the log says so, the whole of it with a fresh proof alone", async () => {
  const admin = await aMember({ role: "admin" });
  const cookie = await server.cookieOf(admin);
  const headers = { Cookie: cookie };
  const ask = (form: Record<string, string>) => server.fetch("/admin/export", { form, headers });

  expect((await ask({ kind: "public", reason: "" })).status).toBe(422);
  expect(page(await (await server.fetch("/admin", { headers })).text()).link("Export").href).toBe("/admin/export");
  const noted = await ask({ kind: "public", reason: "A copy for the archive." });
  const place = noted.headers.get("Location")!;
  expect([noted.status, place]).toEqual([303, expect.stringMatching(/^\/admin\/export\.zip\?entry=\d+$/)]);
  const answer = await server.fetch(place, { headers });
  expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="counterproof-public.zip"');
  const file = join(folder, "public.zip");
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  const zip = await openZip(file);
  expect((await checkExport(zip)).kind).toBe("public");
  await zip.close();
  const log = page(await (await server.fetch("/modlog")).text()).first("main").text;
  expect(log).toContain("exported the forum: as visitors read it");

  await db.session.updateMany({ where: { memberId: admin.id }, data: { provedAt: new Date(0) } });
  const unproved = await ask({ kind: "full", reason: "We move." });
  expect(unproved.headers.get("Location")).toMatch(/^\/settings\/prove\?to=/);
  expect(await db.modAction.count({ where: { kind: "export_forum" } })).toBe(1);
  await db.session.updateMany({ where: { memberId: admin.id }, data: { provedAt: new Date() } });
  const full = (await ask({ kind: "full", reason: "We move." })).headers.get("Location")!;
  // Somebody else's entry is no pass, nor is an old one.
  const other = { Cookie: await server.cookieOf(await aMember({ role: "admin" })) };
  expect((await server.fetch(full, { headers: other })).status).toBe(404);
  const whole = await server.fetch(full, { headers });
  expect([whole.status, whole.headers.get("Content-Disposition")]).toEqual([
    200,
    'attachment; filename="counterproof-full.zip"',
  ]);
  await whole.arrayBuffer();
  await db.session.updateMany({ where: { memberId: admin.id }, data: { provedAt: new Date(0) } });
  expect((await server.fetch(full, { headers })).headers.get("Location")).toMatch(/^\/settings\/prove/);
});
