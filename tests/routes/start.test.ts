/** Starting and stopping, as somebody does at home. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { isAlive } from "~/platform/embedded-postgres.server";
import { page as partsOf } from "../support/page";
import { LocalCopy } from "../support/local-copy";
import { filledCopy, useLocalCopy } from "../support/use-local-copy";

// A first start makes a database and fills it: a slow machine needs its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const copy = useLocalCopy();

const page = async (path: string) => (await fetch(copy.origin + path)).text();

/** A request with a host of its own, which `fetch` doesn't allow. */
function askAs(host: string, port: number, asked: { path: string; origin: string; body: string | undefined }) {
  const { path, origin, body } = asked;
  return new Promise<{ status: number; text: string; cookies: string[] | undefined }>((done, fail) => {
    const headers = { Host: host, Origin: origin, "Content-Type": "application/x-www-form-urlencoded" };
    const sent = request(
      { port, host: "127.0.0.1", path, method: body === undefined ? "GET" : "POST", headers },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => done({ status: answer.statusCode!, text, cookies: answer.headers["set-cookie"] }));
      },
    );
    sent.on("error", fail).end(body);
  });
}

const databasePid = () => Number(readFileSync(join(copy.folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

async function untilGone(pid: number) {
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 20));
}

test("a copy shows the demonstration, offers its members, and prints the administrator's link", async () => {
  expect(await page("/")).toContain("Did we scale the wrong way?");
  expect(await page("/sign-in")).toContain("Mira Okonjo");
  const link = /http:\/\/localhost:\d+(\/admin\/first\?token=[\w-]+)/.exec(copy.output)?.[1];
  expect((await fetch(copy.origin + link)).status).toBe(200);
});

test("the secret key is made once and nobody else on the machine can read it", async () => {
  const form = { Origin: copy.origin, "Content-Type": "application/x-www-form-urlencoded" };
  const signedIn = await fetch(`${copy.origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: form,
    body: "demonstration=mira-okonjo",
  });
  const Cookie = signedIn.headers.get("Set-Cookie")!.split(";")[0]!;
  // The page makes the secret of an authenticator app, and keeps it encrypted.
  expect((await fetch(`${copy.origin}/settings/second-factor`, { headers: { Cookie } })).status).toBe(200);
  const file = join(copy.folder, "secret-key");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toMatch(/^[\w-]{43}$/);
});

test("started from another folder it finds its files and its built pages", async () => {
  const elsewhere = await filledCopy();
  elsewhere.workingDirectory = "/";
  expect(await elsewhere.start()).toBe("serving");
  const html = await (await fetch(`${elsewhere.origin}/`)).text();
  expect(html).toContain("Did we scale the wrong way?");
  const style = partsOf(html).first("link[rel=stylesheet][href^='/assets/']").href!;
  expect((await fetch(elsewhere.origin + style)).status).toBe(200);
  expect(await elsewhere.stop()).toBe(0);
  elsewhere.remove();
});

test("a demonstration member signs in without a password and posts", async () => {
  const form = {
    headers: { Origin: copy.origin, "Content-Type": "application/x-www-form-urlencoded" },
    method: "POST",
    redirect: "manual",
  } as const;
  const signedIn = await fetch(`${copy.origin}/sign-in`, { ...form, body: "demonstration=mira-okonjo" });
  expect(signedIn.status).toBe(303);
  const cookie = signedIn.headers.get("Set-Cookie")!;
  expect(cookie).toContain(`session-${copy.port}=`);
  const posted = await fetch(`${copy.origin}/t/1/did-we-scale-the-wrong-way`, {
    ...form,
    headers: { ...form.headers, Cookie: cookie.split(";")[0]! },
    body: "body=Posted+in+local+mode",
  });
  expect(posted.status).toBe(303);
  expect(await page("/t/1/did-we-scale-the-wrong-way")).toContain("Posted in local mode");
});

test("a demonstration member, as whom anybody signs in, doesn't become administrator", async () => {
  const form = { Origin: copy.origin, "Content-Type": "application/x-www-form-urlencoded" };
  const link = /http:\/\/localhost:\d+(\/admin\/first\?token=[\w-]+)/.exec(copy.output)?.[1];
  const wren = await fetch(`${copy.origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: form,
    body: "demonstration=wren",
  });
  const Cookie = wren.headers.get("Set-Cookie")!.split(";")[0]!;
  const refused = await fetch(copy.origin + link, { method: "POST", headers: { ...form, Cookie }, body: "" });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("Join with an account of your own");
  expect((await fetch(`${copy.origin}/admin/providers`, { headers: { Cookie } })).status).toBe(403);
  // The link isn't used up.
  expect((await fetch(copy.origin + link)).status).toBe(200);
});

test.each([
  [{ HOST: "0.0.0.0", PUBLIC_URL: "" }, "HOST is 0.0.0.0"],
  [{ PUBLIC_URL: "https://forum.example" }, "PUBLIC_URL is https://forum.example"],
])("a copy that others may reach, by %o, starts without password-free sign-in and says so", async (given, why) => {
  const open = await filledCopy();
  expect(await open.start(given)).toBe("serving");
  const said = () => open.output.split("\n").filter((line) => line.includes("without a password"));
  // The line may come in a later piece of the output.
  await expect
    .poll(said)
    .toEqual([`Nobody signs in without a password here, because others may reach this copy: ${why}.`]);
  const origin = given.PUBLIC_URL || open.origin;
  const answers = await Promise.all(
    [undefined, "demonstration=mira-okonjo&redirectTo=/"].map((body) =>
      askAs(new URL(origin).host, open.port, { path: "/sign-in", origin, body }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 422]);
  for (const { text, cookies } of answers) {
    expect(text).not.toContain("Mira Okonjo");
    expect(cookies).toBeUndefined();
  }
  await open.stop();
  open.remove();
});

test("it listens on this machine only and answers for no other host", async () => {
  const status = await new Promise((done) =>
    request({ port: copy.port, host: "127.0.0.1", headers: { Host: "rebound.example" } }, (answer) =>
      done(answer.statusCode),
    ).end(),
  );
  expect(status).toBe(421);
  expect((await fetch(`http://127.0.0.1:${copy.port}/`)).status).toBe(200);
});

test("a start that fails after it listens leaves no database running, and the next one starts", async () => {
  const failing = await filledCopy();
  expect(await failing.start()).toBe("serving");
  const files = (name: string) => readFileSync(join(failing.folder, name), "utf8");
  const port = files("postgres/postmaster.pid").split("\n")[3];
  const url = `postgresql://counterproof:${files("postgres-password").trim()}@127.0.0.1:${port}/counterproof`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The administrator's link is written down after the port is open.
  await client.query('alter table "OneTimeToken" rename to "Elsewhere"');
  await client.end();
  await failing.stop();

  expect(await failing.start()).toBe(1);
  expect(failing.output).toContain("OneTimeToken");
  expect(existsSync(join(failing.folder, "postgres/postmaster.pid"))).toBe(false);
  expect(existsSync(join(failing.folder, "counterproof.pid"))).toBe(false);
  failing.remove();
});

test("after a first start that was killed, of copies that start at once one serves and the others refuse", async () => {
  const copies = [new LocalCopy(), new LocalCopy(), new LocalCopy()];
  for (const other of copies.slice(1)) {
    other.remove();
    other.folder = copies[0]!.folder;
  }
  // What a dead process left behind is in their way.
  mkdirSync(join(copies[0]!.folder, "postgres"), { recursive: true });
  writeFileSync(join(copies[0]!.folder, "postgres/half-made"), "");
  writeFileSync(join(copies[0]!.folder, "counterproof.pid"), "999999999");
  const outcomes = await Promise.all(copies.map((one) => one.start()));
  expect(outcomes.toSorted()).toEqual([1, 1, "serving"]);
  const serving = copies[outcomes.indexOf("serving")]!;
  expect(await (await fetch(serving.origin)).text()).toContain("Did we scale the wrong way?");
  for (const [index, outcome] of outcomes.entries())
    if (outcome === 1) expect(copies[index]!.output).toMatch(/^Counterproof already runs on the data folder/);
  await Promise.all(copies.map((one) => one.stop()));
  copies[0]!.remove();
});

test("a second copy on the same folder stops and names the process that holds it", async () => {
  const second = new LocalCopy();
  second.remove();
  second.folder = copy.folder;
  expect(await second.start()).toBe(1);
  expect(second.output.trim()).toMatch(
    /^Counterproof already runs on the data folder .* \(process \d+\)\. Stop it, or set PORT and DATA_DIR for a second copy\.$/,
  );
  expect((await fetch(`${copy.origin}/readyz`)).status).toBe(200);
});

test("a taken port is one sentence, and leaves no database running", async () => {
  const second = await filledCopy();
  const squatter = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => squatter.once("listening", done));
  second.port = (squatter.address() as { port: number }).port;
  expect(await second.start()).toBe(1);
  expect(second.output.trim()).toMatch(/^Port \d+ is taken\. Stop what runs there, or set PORT to another one\.$/);
  squatter.close();
  second.remove();
});

test("stopping ends the database too, and the next start finds everything", async () => {
  const pid = databasePid();
  expect(await copy.stop("SIGINT")).toBe(0);
  expect(isAlive(pid)).toBe(false);
  expect(await copy.start()).toBe("serving");
  expect(await page("/t/1/did-we-scale-the-wrong-way")).toContain("Posted in local mode");
});

test("after kill -9 of the server, of its database, and of both, the next start recovers by itself", async () => {
  for (const victims of ["server", "both"] as const) {
    const pid = databasePid();
    await copy.stop("SIGKILL");
    if (victims === "both") {
      process.kill(pid, "SIGKILL");
      await untilGone(pid);
    }
    expect(await copy.start()).toBe("serving");
    expect((await fetch(`${copy.origin}/readyz`)).status).toBe(200);
    expect(await page("/t/1/did-we-scale-the-wrong-way")).toContain("Posted in local mode");
  }
});

test("a database killed under it is 503 with words, and comes back by itself", async () => {
  const pid = databasePid();
  process.kill(pid, "SIGKILL");
  await untilGone(pid);
  const [alive, ready, list] = await Promise.all(["/healthz", "/readyz", "/"].map((path) => fetch(copy.origin + path)));
  expect([alive!.status, ready!.status, list!.status]).toEqual([200, 503, 503]);
  expect(list!.headers.get("Retry-After")).not.toBeNull();
  expect(await list!.text()).toContain("Try again in a few seconds");
  while ((await fetch(`${copy.origin}/readyz`)).status !== 200) await new Promise((done) => setTimeout(done, 100));
  expect(await page("/t/1/did-we-scale-the-wrong-way")).toContain("Posted in local mode");
});

test("kill -9 while posting: an acknowledged post survives, and a retry never makes a second post", async () => {
  const form = {
    headers: { Origin: copy.origin, "Content-Type": "application/x-www-form-urlencoded" },
    method: "POST",
    redirect: "manual",
  } as const;
  const signedIn = await fetch(`${copy.origin}/sign-in`, { ...form, body: "demonstration=jonas-reuter" });
  const headers = { ...form.headers, Cookie: signedIn.headers.get("Set-Cookie")!.split(";")[0]! };
  const threadPath = (await fetch(`${copy.origin}/t/2`, { redirect: "manual" })).headers
    .get("Location")!
    .replace(copy.origin, "");
  const post = (index: number) =>
    fetch(copy.origin + threadPath, {
      ...form,
      headers,
      body: `body=Survivor+number+${index}.&idempotencyKey=survivor-key-${index}`,
    }).then(
      (answer) => (answer.status === 303 ? answer.headers.get("Location") : null),
      () => null,
    );

  const numbers = Array.from({ length: 24 }, (_, index) => index);
  const first = numbers.map(post);
  await Promise.race(first);
  await copy.stop("SIGKILL");
  const acknowledged = await Promise.all(first);
  expect(await copy.start()).toBe("serving");
  const retried = [];
  for (const number of numbers) retried.push(await post(number));
  for (const number of numbers) if (acknowledged[number]) expect(retried[number]).toBe(acknowledged[number]);
  expect(retried.every(Boolean)).toBe(true);
  const pages = (await Promise.all([1, 21].map((number) => page(`${threadPath}/${number}`)))).join("");
  for (const number of numbers) expect(pages.split(`<p dir="auto">Survivor number ${number}.</p>`)).toHaveLength(2);
});

describe("a mistake of the operator gives one sentence and a non-zero exit", () => {
  test.each([
    [
      "a database that is not there",
      { DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/none", SECRET_KEY: "k".repeat(32) },
      /^The database 127\.0\.0\.1:1\/none of DATABASE_URL can't be used: .*ECONNREFUSED.*\.$/,
    ],
    [
      "a database of one's own without a secret key",
      { DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/none" },
      /^SECRET_KEY is not set: with DATABASE_URL the site needs a key of 32 characters or more.*\.$/,
    ],
    [
      "a database address that is none",
      { DATABASE_URL: "mysql://x" },
      /^The environment has a fault: DATABASE_URL must look like postgresql:.*\.$/,
    ],
    ["a port that is none", { PORT: "seven" }, /^The environment has a fault: PORT must be a number\.$/],
    [
      "a public address with a path",
      { PUBLIC_URL: "https://x.example/forum" },
      /^The environment has a fault: PUBLIC_URL must have a scheme/,
    ],
    [
      "a data folder that is a file",
      { DATA_DIR: "package.json" },
      /^The data folder package\.json can't be written \(E(EXIST|NOTDIR)\)/,
    ],
  ])("%s", async (_, environment, sentence) => {
    const wrong = new LocalCopy();
    expect(await wrong.start(environment as Record<string, string>)).toBe(1);
    expect(wrong.output.trim()).toMatch(sentence);
    expect(wrong.output.trim().split("\n")).toHaveLength(1);
    wrong.remove();
  });
});
