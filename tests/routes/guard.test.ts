/** The guard before the framework: forged, second-hosted and oversized requests, at every route and at `?_data=` too. */
import { request } from "node:http";
import { connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/platform/db.server";
import type { Member } from "~/features/auth/auth";
import { aMember, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;
let thread: ThreadMade;

beforeAll(async () => {
  member = await aMember();
  thread = await aThread();
});

const forged: [string, Record<string, string>][] = [
  ["from another site", { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
  ["from another site that hides its origin", { "Sec-Fetch-Site": "cross-site", Origin: "null" }],
  ["from a sister site", { "Sec-Fetch-Site": "same-site", Origin: "http://evil.localhost" }],
  ["with a good fetch site and a foreign origin", { "Sec-Fetch-Site": "same-origin", Origin: "https://evil.example" }],
  ["from an old browser with a foreign origin", { "Sec-Fetch-Site": "", Origin: "https://evil.example" }],
  ["from a frame without origin", { "Sec-Fetch-Site": "", Origin: "null" }],
  ["that says nothing of where it comes from", { "Sec-Fetch-Site": "", Origin: "" }],
  [
    "with our own host as forwarded host",
    { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" },
  ],
];

describe.each(forged)("a form %s", (_, headers) => {
  test.each(["", "?_data=routes%2Fpages%2Ft.%24threadId.%28%24slug%29.%28%24number%29", "?index"])(
    "is refused at every action (%s)",
    async (query) => {
      const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
      const Cookie = await server.cookieOf(member);
      const before = await db.post.count();
      for (const path of [
        `/t/${thread.id}/${thread.slug}`,
        "/new",
        "/sign-in",
        "/sign-up",
        "/sign-out",
        "/admin/first",
        "/",
        "/healthz",
      ]) {
        const response = await fetch(`${server.origin}${path}${query}`, {
          method: "POST",
          redirect: "manual",
          headers: { ...sent, Cookie, "Content-Type": "application/x-www-form-urlencoded" },
          body: "body=forged&title=A+forged+thread+title&tags=fees",
        });
        expect([path, response.status]).toEqual([path, 403]);
      }
      expect(await db.post.count()).toBe(before);
      expect(await db.session.count({ where: { memberId: member.id } })).toBeGreaterThan(0);
    },
  );
});

test("a form with only a good origin, or only a good fetch site, is taken", async () => {
  for (const headers of [
    { Origin: server.origin, "Sec-Fetch-Site": "" },
    { "Sec-Fetch-Site": "same-origin", Origin: "" },
    { "Sec-Fetch-Site": "none", Origin: "" },
  ]) {
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
    const body = `body=${encodeURIComponent(JSON.stringify(headers))}`;
    const response = await fetch(`${server.origin}/t/${thread.id}/${thread.slug}`, {
      method: "POST",
      redirect: "manual",
      headers: { ...sent, Cookie: await server.cookieOf(member), "Content-Type": "application/x-www-form-urlencoded" },
      body,
    });
    expect([headers, response.status]).toEqual([headers, 303]);
  }
});

function raw(lines: string[]): Promise<number> {
  return new Promise((done, fail) => {
    const socket = request({ port: server.port, host: "127.0.0.1", path: "/", setHost: false });
    socket.destroy();
    import("node:net").then(({ connect }) => {
      const plain = connect(server.port, "127.0.0.1", () => plain.write(`${lines.join("\r\n")}\r\n\r\n`));
      let text = "";
      plain.on("data", (chunk) => (text += chunk.toString()));
      plain.on("end", () => done(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])));
      plain.on("error", fail);
    }, fail);
    socket.on("error", () => {});
  });
}

test("a second host, no host and an address of elsewhere are refused", async () => {
  const host = `Host: localhost:${server.port}`;
  expect(await raw(["GET / HTTP/1.1", host, "Host: evil.example", "Connection: close"])).toBe(400);
  expect(await raw(["GET / HTTP/1.1", "Connection: close"])).toBe(400);
  expect(await raw(["GET http://evil.example/ HTTP/1.1", host, "Connection: close"])).toBe(400);
  expect(await raw(["GET //evil.example/ HTTP/1.1", host, "Connection: close"])).toBe(400);
  expect(await raw(["GET /%zz HTTP/1.1", host, "Connection: close"])).toBe(400);
  expect(await raw(["GET /%00 HTTP/1.1", host, "Connection: close"])).toBe(400);
});

test("a vote by way of the API's path is refused, however it is spelled", async () => {
  const host = `Host: localhost:${server.port}`;
  const Cookie = `Cookie: ${await server.cookieOf(await aMember())}`;
  const body = "axis=worth&value=1";
  const before = await db.vote.count();
  for (const path of ["/api/v1/../../p/1/vote", "/api/v1/%2e%2e/%2e%2e/p/1/vote", "/api/v1/..%2f..%2fp/1/vote"])
    expect([
      path,
      await raw([
        `POST ${path} HTTP/1.1`,
        host,
        Cookie,
        "Origin: https://evil.example",
        "Sec-Fetch-Site: cross-site",
        "Content-Type: application/x-www-form-urlencoded",
        `Content-Length: ${body.length}`,
        "Connection: close",
        "",
        body,
      ]),
    ]).toEqual([path, 400]);
  expect(await db.vote.count()).toBe(before);
});

test("U+0000 and text that can't be decoded are 400 wherever they stand", async () => {
  for (const path of [
    "/search?tag=%00",
    "/search?chain=%00",
    "/sources?q=%00",
    "/search?q=%zz",
    "/search?q=%ff",
    "/?x=%",
  ])
    expect([path, (await server.fetch(path)).status]).toEqual([path, 400]);
  const forms: [string, Record<string, string>][] = [
    ["/sign-in", { handle: "a\0b", password: "x" }],
    ["/sign-in", { demonstration: "\0" }],
    ["/new", { title: "A title that is long enough", tags: "fe\0es", body: "x" }],
    [`/t/${thread.id}/${thread.slug}`, { "bo\0dy": "x", body: "y" }],
  ];
  for (const [path, form] of forms)
    for (const as of [null, member])
      expect([path, (await server.fetch(path, { as, form })).status]).toEqual([path, 400]);
  const answer = await server.fetch("/new", {
    form: { title: "A title that is long enough", body: "Typed \0for long" },
  });
  expect(await answer.text()).toContain("body: Typed for long");
  const preview = await server.fetch("/api/v1/preview", { json: { markdown: "a\0b" } });
  expect([preview.status, preview.headers.get("Content-Type")]).toEqual([
    400,
    "application/problem+json; charset=utf-8",
  ]);
  expect(await preview.json()).toMatchObject({ status: 400, detail: expect.stringContaining("U+0000") });
});

test("half-open intervals reach the preview", async () => {
  const markdown = "for x in [0, 1) we see\n".repeat(21);
  expect((await server.fetch("/api/v1/preview", { json: { markdown } })).status).toBe(200);
});

test("JSON, no type and an empty body are refused by every form, and crash none", async () => {
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/new",
    "/search",
    "/drafts",
    "/inbox",
    `/t/${thread.id}/${thread.slug}`,
  ]) {
    for (const as of [null, member]) {
      expect([
        path,
        (await server.fetch(path, { as, json: { a: 1 }, headers: { Origin: server.origin } })).status,
      ]).toEqual([path, 415]);
      expect([path, (await server.fetch(path, { as, method: "POST" })).status]).toEqual([path, 415]);
      const empty = await server.fetch(path, {
        as,
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      expect([path, empty.status < 500]).toEqual([path, true]);
    }
  }
  const nested = { "handle[1000000]": "x", "handle.x": "y", __intent__: "x" };
  expect((await server.fetch("/sign-in", { form: nested })).status).toBe(422);
});

test("somebody else's cookie that can't be decoded is ignored", async () => {
  for (const foreign of ["theme=%zz", "a=%ff; b=%", "%zz=1", "x=\u00e9", "=;;=", `session-${server.port}=%zz`]) {
    const response = await server.fetch("/", { headers: { Cookie: foreign } });
    expect([foreign, response.status]).toEqual([foreign, 200]);
    const own = await server.cookieOf(member);
    const asMember = await server.fetch("/new", { headers: { Cookie: `theme=%zz; ${own}; other=%` } });
    expect([foreign, asMember.status]).toEqual([foreign, 200]);
  }
});

test("large body, deep JSON: a request that is too large or of a wrong type is refused in words", async () => {
  const as = member;
  expect((await server.fetch(`/?x=${"y".repeat(5_000)}`)).status).toBe(414);
  expect((await server.fetch("/sign-in", { form: { handle: "x".repeat(300_000), password: "y" } })).status).toBe(413);
  expect((await server.fetch("/new", { as, form: { tags: Array.from({ length: 300 }, () => "fees") } })).status).toBe(
    400,
  );
  expect((await server.fetch("/new", { as, method: "POST", headers: { "Content-Type": "text/xml" } })).status).toBe(
    415,
  );
  const deep = await fetch(`${server.origin}/api/v1/preview`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "[".repeat(1_000),
  });
  expect(deep.status).toBe(400);
  expect(await deep.text()).toMatch(/nests too deeply/);
});

/** Sends these parts one after the other, each when the answer to the one before has begun, and gives all that is heard. */
async function conversation(parts: { send: string; until: RegExp }[]) {
  const socket = connect(server.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  socket.on("error", () => {});
  for (const { send, until } of parts) {
    const from = heard.length;
    socket.write(send);
    await expect.poll(() => heard.slice(from)).toMatch(until);
  }
  socket.destroy();
  return heard;
}

test("a form that is refused before it has arrived is read to its end, and its connection goes on", async () => {
  const host = `Host: localhost:${server.port}`;
  const type = "Content-Type: application/x-www-form-urlencoded";
  const ask = `GET /healthz HTTP/1.1\r\n${host}\r\n\r\n`;
  const cases: [string, string, number, RegExp][] = [
    ["/sign-in", "Origin: https://evil.example", 200_000, /HTTP\/1\.1 403/],
    ["/uploads", `Origin: https://evil.example`, 2_000_000, /HTTP\/1\.1 403/],
    ["/no%zz", `Origin: ${server.origin}`, 200_000, /HTTP\/1\.1 400/],
  ];
  for (const [path, origin, length, refusal] of cases) {
    const head = [`POST ${path} HTTP/1.1`, host, origin, type, `Content-Length: ${length}`, "", ""].join("\r\n");
    const body = "a".repeat(length);
    const heard = await conversation([
      { send: head, until: refusal },
      { send: body + ask, until: /HTTP\/1\.1 200/ },
    ]);
    expect([path, heard.match(/HTTP\/1\.1 \d+/g)?.length]).toEqual([path, 2]);
  }
});

test("a form that is too large and comes in chunks of no stated sum gets its answer", async () => {
  const chunk = new TextEncoder().encode(`a=${"b".repeat(99_000)}&`);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (sent++ < 20 ? controller.enqueue(chunk) : controller.close()),
  });
  const response = await fetch(`${server.origin}/sign-in`, {
    method: "POST",
    headers: { Origin: server.origin, "Content-Type": "application/x-www-form-urlencoded" },
    body,
    duplex: "half",
  } as RequestInit);
  expect([response.status, await response.text()]).toEqual([413, expect.stringContaining("too large")]);
});

test("every answer carries the security headers: pages, redirects, refusals, files and errors", async () => {
  const paths = [
    "/",
    `/t/${thread.id}`,
    `/t/${thread.id}/${thread.slug}`,
    "/p/1",
    "/new",
    "/no/such",
    "/sign-in",
    "/healthz",
    "/readyz",
    "/favicon.svg",
    "/assets/none.js",
    "/?sort=bad",
    "/u/nobody",
  ];
  for (const path of paths) {
    const { headers } = await server.fetch(path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect([path, policy.startsWith("default-src 'none'; script-src 'self'; ")]).toEqual([path, true]);
    expect(policy).not.toMatch(/unsafe/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("X-Powered-By")).toBeNull();
  }
});

test("a member's page has a nonce of its own, is private, and is stored nowhere", async () => {
  const nonces = new Set();
  for (const path of ["/", "/", `/t/${thread.id}/${thread.slug}`]) {
    const response = await server.fetch(path, { as: member });
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("Content-Security-Policy") ?? "")?.[1];
    const html = await response.text();
    expect(html).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("redirect targets stay on the site", async () => {
  const { safePath } = await import("~/platform/safe-path");
  for (const bad of [
    "https://evil.example",
    "//evil.example",
    "//[",
    "//a:b",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "",
    null,
    7,
    "/%0a",
    "/..//evil.example",
  ].filter((target) => target !== "/%0a"))
    expect([bad, safePath(bad)]).toEqual([bad, "/"]);
  expect(safePath("/t/1/x?reply=2#reply")).toBe("/t/1/x?reply=2#reply");
});

const attempts = (address: string) =>
  server.fetch("/sign-in", { form: { handle: `h${address.length}`, password: "wrong-password" }, address });

test("a proxy's word is believed as often as it is trusted", async () => {
  for (let count = 0; count < 3; count++) await attempts("203.0.113.7");
  const keys = await db.rateLimit.findMany({
    where: { key: { startsWith: "sign-in:address:" } },
    select: { key: true },
  });
  expect(keys.map((row) => row.key)).toContain("sign-in:address:203.0.113.7");
  await attempts("198.51.100.1, 203.0.113.8");
  expect(await db.rateLimit.findUnique({ where: { key: "sign-in:address:203.0.113.8" } })).not.toBeNull();
  expect(await db.rateLimit.findUnique({ where: { key: "sign-in:address:198.51.100.1" } })).toBeNull();
});
