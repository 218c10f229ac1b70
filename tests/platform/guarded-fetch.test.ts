/** Every way of reaching a private place by a stranger's address, tried on servers and a resolver of this machine. */
import { gzipSync } from "node:zlib";
import type { LookupFunction } from "node:net";
import { describe, expect, test } from "vitest";
import { GuardedFault, guardedFetch, isPublicAddress, publicUrl } from "~/platform/guarded-fetch.server";
import { localServer } from "../support/local-http";

/** A resolver that knows one answer for every name, and counts how often it was asked. */
function resolver(...addresses: string[]) {
  const asked: string[] = [];
  const lookup: LookupFunction = (name, options, done) => {
    asked.push(name);
    const address = addresses[Math.min(asked.length, addresses.length) - 1]!;
    const family = address.includes(":") ? 6 : 4;
    if (options.all) return done(null, [{ address, family }]);
    done(null, address, family);
  };
  return { lookup, asked };
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: unknown) => (error instanceof GuardedFault ? error.refusal : String(error)),
  );

describe("addresses that are refused before anything is dialled", () => {
  test.each([
    "http://127.1/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://2130706433/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/",
    "http://8.8.8.8/",
    "http://localhost./",
    "http://foo.localhost/",
    "http://printer.local/",
    "http://vault.internal/",
    "http://intranet/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
  ])("%s leads to no public place", (address) => {
    expect(() => publicUrl(address)).toThrow(expect.objectContaining({ refusal: "not-public" }) as Error);
  });

  test.each([
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org:8080/",
    "http://example.org:22/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,hi",
    "//example.org/",
    "",
  ])("%j can't be asked", (address) => {
    expect(() => publicUrl(address)).toThrow(expect.objectContaining({ refusal: "bad-address" }) as Error);
  });

  test("a public name passes, with or without its last dot", () => {
    expect(publicUrl("https://eips.ethereum.org./EIPS/eip-4844").hostname).toBe("eips.ethereum.org.");
    expect(publicUrl("http://l2beat.com:80/").href).toBe("http://l2beat.com/");
  });
});

test.each([
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["172.16.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["198.18.0.1", false],
  ["::1", false],
  ["::", false],
  ["::ffff:10.0.0.1", false],
  ["::ffff:7f00:1", false],
  ["64:ff9b::7f00:1", false],
  ["64:ff9b::808:808", false],
  ["2002:7f00:1::", false],
  ["2001::1", false],
  ["fe80::1%eth0", false],
  ["fc00::1", false],
  ["ff02::1", false],
  ["not an address", false],
  ["8.8.8.8", true],
  ["::ffff:8.8.8.8", true],
  ["2606:4700:4700::1111", true],
])("%s is public: %s", (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic));

describe("sockets", () => {
  test.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0"])(
    "a name that resolves to %s reaches nobody",
    async (address) => {
      const server = await localServer((_, response) => void response.end("secret"));
      const port = Number(new URL(server.url).port);
      const { lookup } = resolver(address);
      const refusal = await refusalOf(guardedFetch(`http://rebind.example.org:${port}/`, { lookup, ports: [port] }));
      expect(["not-public", "unreachable"]).toContain(refusal);
      expect(server.asked).toEqual([]);
    },
  );

  test("a name is looked up once: a changed answer afterwards has no effect", async () => {
    const server = await localServer((_, response) => void response.end("secret"));
    const port = Number(new URL(server.url).port);
    const { lookup, asked } = resolver("127.0.0.1", "8.8.8.8");
    expect(await refusalOf(guardedFetch(`http://twice.example.org:${port}/`, { lookup, ports: [port] }))).toBe(
      "not-public",
    );
    expect(asked).toEqual(["twice.example.org"]);
    expect(server.asked).toEqual([]);
  });
});

describe("answers of a place that may be dialled", () => {
  /** This machine stands for a public one. */
  const isAllowed = (address: string) => address === "127.0.0.1";
  const { lookup } = resolver("127.0.0.1");
  const site = async (answer: Parameters<typeof localServer>[0]) => {
    const server = await localServer(answer);
    const port = Number(new URL(server.url).port);
    const ask = (path: string, more: object = {}) =>
      guardedFetch(`http://site.example.org:${port}${path}`, { isAllowed, lookup, ports: [port], ...more });
    return { server, port, ask };
  };

  test("come whole, with no cookie, referrer or secret on the way", async () => {
    const { server, ask } = await site((_, response) => void response.end("hello"));
    const answer = await ask("/page");
    expect([answer.status, answer.bytes.toString()]).toEqual([200, "hello"]);
    expect(server.asked[0]!.headers).not.toHaveProperty("cookie");
    expect(server.asked[0]!.headers).not.toHaveProperty("referer");
  });

  test.each([
    ["a loopback address", () => "http://127.0.0.1/"],
    ["a private name", () => "http://vault.internal/"],
    ["another port", (port: number) => `http://site.example.org:${port + 1}/`],
    ["a file", () => "file:///etc/passwd"],
    ["nothing that is an address", () => "http://["],
  ])("that lead on to %s are not followed", async (_, location) => {
    const { server, port, ask } = await site(
      (_asked, response) => void response.writeHead(302, { Location: location(port) }).end(),
    );
    expect(await refusalOf(ask("/"))).toBe("redirect");
    expect(server.asked).toHaveLength(1);
  });

  test("that lead on are followed three times and no further, and a POST never", async () => {
    const { server, ask } = await site(({ path }, response) => {
      const step = Number(path.slice(1));
      if (step === 3) return void response.end("here");
      response.writeHead(307, { Location: `/${step + 1}` }).end();
    });
    expect((await ask("/0")).bytes.toString()).toBe("here");
    expect(await refusalOf(ask("/-1"))).toBe("redirect");
    server.asked.length = 0;
    expect(await refusalOf(ask("/0", { method: "POST", body: "x" }))).toBe("redirect");
    expect(server.asked).toHaveLength(1);
  });

  test("that are too large are not read to their end, packed or not", async () => {
    const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024));
    const { ask } = await site(({ path }, response) => {
      if (path === "/bomb") response.setHeader("Content-Encoding", "gzip");
      if (path === "/twice") response.setHeader("Content-Encoding", "gzip, gzip");
      if (path === "/odd") response.setHeader("Content-Encoding", "zstd");
      response.end(path === "/plain" ? Buffer.alloc(2 * 1024 * 1024) : bomb);
    });
    expect(await refusalOf(ask("/bomb"))).toBe("too-large");
    expect(await refusalOf(ask("/plain"))).toBe("too-large");
    expect(await refusalOf(ask("/twice"))).toBe("wrong-kind");
    expect(await refusalOf(ask("/odd"))).toBe("wrong-kind");
  });

  test("of another kind, torn ones and those that don't come are faults in words without an address", async () => {
    const { ask } = await site(({ path }, response) => {
      if (path === "/silent") return;
      if (path === "/torn") return void response.writeHead(200, { "Content-Encoding": "gzip" }).end("no gzip");
      response.writeHead(200, { "Content-Type": "image/png" }).end("x");
    });
    expect(await refusalOf(ask("/picture", { kinds: ["text/html"] }))).toBe("wrong-kind");
    expect(await refusalOf(ask("/torn"))).toBe("unreachable");
    expect(await refusalOf(ask("/silent", { totalMs: 300 }))).toBe("too-slow");
    for (const path of ["/torn", "/picture"])
      await ask(path, { kinds: ["text/html"] }).catch((error: Error) =>
        expect(error.message).not.toMatch(/127|site\.example/),
      );
  });
});
