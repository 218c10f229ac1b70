/** Pages compressed for one answer. */
import type { Request, Response } from "express";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { compressPage } from "../../app/server/compress-page.server";

const rows = Array.from({ length: 300 }, (_, row) => `<li id="p-${row}">Post ${row} of ${row ** 2 % 997} words</li>`);
const page = Buffer.from(`<ul>${rows.join("")}</ul>`);

/** The bytes for a client that takes these encodings, and the encoding that was named. */
function compressed(encodings: string, haste: "othersWait" | "nobodyWaits") {
  const named: { encoding?: string } = {};
  const request = {
    method: "GET",
    headers: { "accept-encoding": encodings },
    acceptsEncodings: (one: string) => (encodings.includes(one) ? one : false),
  } as unknown as Request;
  const response = {
    vary: () => {},
    setHeader: (_: string, value: string) => (named.encoding = value),
  } as unknown as Response;
  return { bytes: compressPage(page, request, response, haste), ...named };
}

test("a page is compressed harder where nobody else waits, and is the same page", () => {
  const alone = compressed("gzip, br", "nobodyWaits");
  const beside = compressed("gzip, br", "othersWait");
  expect([alone.encoding, beside.encoding]).toEqual(["br", "br"]);
  expect(alone.bytes.length).toBeLessThan(beside.bytes.length * 0.9);
  expect(brotliDecompressSync(alone.bytes)).toEqual(page);
  expect(brotliDecompressSync(beside.bytes)).toEqual(page);
});

test("a client without brotli gets gzip, and one without either the page as it is", () => {
  const { bytes, encoding } = compressed("gzip", "nobodyWaits");
  expect(encoding).toBe("gzip");
  expect(gunzipSync(bytes)).toEqual(page);
  expect(compressed("identity", "nobodyWaits")).toEqual({ bytes: page });
});
