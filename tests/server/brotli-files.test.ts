/** Files that a build compressed, as clients of each kind get them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preferBrotli } from "../../app/server/brotli-files.server";

const folder = mkdtempSync(join(tmpdir(), "counterproof-brotli-"));
const style = "a { color: red }\n".repeat(100);
const script = "export {};\n";
writeFileSync(join(folder, "app.css"), style);
writeFileSync(join(folder, "app.css.br"), brotliCompressSync(style));
writeFileSync(join(folder, "small.js"), script);
const app = express().use("/assets", preferBrotli(folder), express.static(folder, { immutable: true, maxAge: "1y" }));
const held = {} as { server: ReturnType<typeof app.listen>; origin: string };

beforeAll(async () => {
  await new Promise<void>((listening) => (held.server = app.listen(0, "127.0.0.1", () => listening())));
  held.origin = `http://127.0.0.1:${(held.server.address() as AddressInfo).port}/assets`;
});
afterAll(() => {
  held.server.close();
  rmSync(folder, { recursive: true });
});

const get = (name: string, encodings: string) =>
  fetch(`${held.origin}/${name}`, { headers: { "Accept-Encoding": encodings } });

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["br", "br"],
  ["gzip", null],
  ["identity", null],
  ["br;q=0, gzip", null],
])("a client that takes %s gets the same text, encoded as %s", async (encodings, encoding) => {
  const answer = await get("app.css", encodings);
  expect(answer.headers.get("Content-Encoding")).toBe(encoding);
  expect(answer.headers.get("Content-Type")).toMatch(/^text\/css; charset=utf-8$/i);
  expect(answer.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(answer.headers.get("Vary")).toBe("Accept-Encoding");
  expect(await answer.text()).toBe(style);
});

test("a file that the build did not compress, and one that is not there, are left to the next handler", async () => {
  expect(await (await get("small.js", "br")).text()).toBe(script);
  expect((await get("none.js", "br")).status).toBe(404);
  expect((await get("%2e%2e/app.css", "br")).status).toBe(404);
});
