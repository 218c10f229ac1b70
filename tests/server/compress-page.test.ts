/** Pages compressed for one answer. */
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { compressPage } from "../../app/server/compress-page.server";

const rows = Array.from({ length: 300 }, (_, row) => `<li id="p-${row}">Post ${row} of ${row ** 2 % 997} words</li>`);
const page = Buffer.from(`<ul>${rows.join("")}</ul>`);

/** The bytes for a client that takes these encodings, and the encoding that was named. */
function compressed(encodings: string, haste: "othersWait" | "nobodyWaits") {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: "GET" });
  request.headers["accept-encoding"] = encodings;
  const response = new ServerResponse(request);
  const bytes = compressPage(page, request, response, haste);
  expect(response.getHeader("Vary")).toBe("Accept-Encoding");
  return { bytes, encoding: response.getHeader("Content-Encoding") };
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
  expect(compressed("identity", "nobodyWaits")).toEqual({ bytes: page, encoding: undefined });
});
