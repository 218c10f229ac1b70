/** Two hundred damaged pictures: each is prepared or refused in words, and the server goes on. */
import { expect, test } from "vitest";
import { aMember } from "../support/factories";
import { aGif, aJpeg, anAnimation, aPng, aWebp } from "../support/odd-pictures";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const perKind = 40;

/** The same damage each time: bytes changed, cut off or doubled at places that a counter chooses. */
function damaged(picture: Buffer, count: number): Buffer {
  const at = (count * 7_919) % picture.length;
  if (count % 4 === 0) return picture.subarray(0, at);
  if (count % 4 === 1) return Buffer.concat([picture.subarray(0, at), picture]);
  const copy = Buffer.from(picture);
  for (let step = 0; step < 1 + (count % 5); step++) copy[(at + step * 31) % copy.length] = (count * 37 + step) % 256;
  return copy;
}

test(`${5 * perKind} damaged pictures of five kinds`, { timeout: 180_000 }, async () => {
  const pictures = await Promise.all([aPng(), aJpeg(), aWebp(), aGif(), anAnimation("gif", 6)]);
  const statuses = new Set<number>();
  for (const picture of pictures) {
    // Sixty attempts in ten minutes are the most of one member.
    const as = await aMember();
    for (let count = 0; count < perKind; count++) {
      const form = new FormData();
      form.set("file", new File([new Uint8Array(damaged(picture, count))], "x.png", { type: "image/png" }));
      const response = await fetch(`${server.origin}/uploads`, {
        method: "POST",
        headers: {
          Accept: "application/json",
          Origin: server.origin,
          "Sec-Fetch-Site": "same-origin",
          Cookie: await server.cookieOf(as),
        },
        body: form,
      });
      const answer = (await response.json()) as { url?: string; detail?: string };
      statuses.add(response.status);
      expect([count, response.status === 201 ? Boolean(answer.url) : (answer.detail ?? "").length > 20]).toEqual([
        count,
        true,
      ]);
    }
  }
  expect([...statuses].filter((status) => ![201, 413, 415, 422].includes(status))).toEqual([]);
  expect((await server.fetch("/healthz")).status).toBe(200);
});
