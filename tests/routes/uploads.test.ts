/** Pictures that members add: what is taken, what is refused and how it is said, and what is kept. */
import { createHash } from "node:crypto";
import { connect } from "node:net";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember, aThread } from "../support/factories";
import {
  aGif,
  aJpeg,
  aJpegWithPlace,
  anAnimation,
  aPixelBomb,
  aPng,
  aWebp,
  noise,
  pngByHand,
} from "../support/odd-pictures";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;

// Each test has somebody else, because sixty attempts in ten minutes are the most.
beforeEach(async () => {
  member = await aMember();
});

type Sent = {
  as?: Member | null;
  alt?: string;
  name?: string;
  type?: string;
  accept?: string;
  field?: string;
  address?: string;
};
type Answer = {
  status: number;
  type: string | null;
  retryAfter: string | null;
  body: { url: string; width: number; height: number; alt: string; markdown: string; detail: string };
};

async function send(file: Uint8Array | null, sent: Sent = {}): Promise<Answer> {
  const form = new FormData();
  const { name = "picture.png", type = "image/png", field = "file" } = sent;
  if (file) form.set(field, new File([new Uint8Array(file)], name, { type }));
  if (sent.alt !== undefined) form.set("alt", sent.alt);
  const response = await post(form, sent);
  return {
    status: response.status,
    type: response.headers.get("Content-Type"),
    retryAfter: response.headers.get("Retry-After"),
    body: response.status === 303 ? null : await response.json(),
  };
}

async function post(
  body: BodyInit,
  { as = member, accept = "application/json", address }: Sent = {},
  more: RequestInit = {},
) {
  return fetch(`${server.origin}/uploads`, {
    method: "POST",
    redirect: "manual",
    headers: {
      Accept: accept,
      Origin: server.origin,
      "Sec-Fetch-Site": "same-origin",
      ...(as && { Cookie: await server.cookieOf(as) }),
      ...(address && { "X-Forwarded-For": address }),
    },
    body,
    ...more,
  });
}

/** The picture as anybody gets it. */
async function served(url: string) {
  const response = await server.fetch(url);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function added(file: Uint8Array, sent: Sent = {}) {
  const answer = await send(file, sent);
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  const { response, bytes } = await served(answer.body.url);
  return { ...answer.body, response, bytes, is: await sharp(bytes, { animated: true }).metadata() };
}

test("a picture is taken, kept under the hash of its bytes, and served for ever", async () => {
  const answer = await send(await aPng(), { alt: "Fees [daily]\n fell" });
  expect(answer.status).toBe(201);
  const { url } = answer.body;
  expect(answer.body).toEqual({
    url,
    width: 40,
    height: 30,
    alt: "Fees [daily] fell",
    markdown: `![Fees \\[daily\\] fell](${url})`,
  });
  const { response, bytes } = await served(url);
  expect(url).toBe(`/uploads/${createHash("sha256").update(bytes).digest("hex")}`);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": String(bytes.length),
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    etag: `"${url.slice(9)}"`,
  });
  expect(response.headers.get("Content-Disposition")).toMatch(/^inline; filename="[0-9a-f]{12}\.png"$/);
  expect([response.headers.get("Vary"), response.headers.get("Set-Cookie")]).toEqual([null, null]);
  const again = await server.fetch(url, { headers: { "If-None-Match": `"${url.slice(9)}"` } });
  expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
  expect((await server.fetch(`${url}.png`)).status).toBe(200);
  expect((await server.fetch(url, { method: "HEAD" })).headers.get("Content-Length")).toBe(String(bytes.length));
});

describe("an accepted picture keeps its kind and loses everything but its pixels", () => {
  const plain: [string, () => Promise<Buffer>, string][] = [
    ["a PNG", aPng, "png"],
    ["a JPEG", aJpeg, "jpeg"],
    ["a WebP", aWebp, "webp"],
    ["a GIF", aGif, "gif"],
    ["one pixel", () => aPng({ width: 1, height: 1 }), "png"],
    [
      "a PNG with 16 bits a channel",
      async () =>
        sharp(await aPng())
          .toColourspace("rgb16")
          .png()
          .toBuffer(),
      "png",
    ],
    [
      "a PNG of greys",
      async () =>
        sharp(await aPng())
          .greyscale()
          .png()
          .toBuffer(),
      "png",
    ],
    [
      "a PNG with a palette",
      async () =>
        sharp(await aPng())
          .png({ palette: true })
          .toBuffer(),
      "png",
    ],
    [
      "an interlaced PNG",
      async () =>
        sharp(await aPng())
          .png({ progressive: true })
          .toBuffer(),
      "png",
    ],
    [
      "a PNG with holes",
      async () =>
        sharp({ create: { width: 9, height: 9, channels: 4, background: "#ff000080" } })
          .png()
          .toBuffer(),
      "png",
    ],
    [
      "a JPEG in CMYK",
      async () =>
        sharp(await aPng())
          .toColourspace("cmyk")
          .jpeg()
          .toBuffer(),
      "jpeg",
    ],
    [
      "a JPEG of greys",
      async () =>
        sharp(await aPng())
          .greyscale()
          .jpeg()
          .toBuffer(),
      "jpeg",
    ],
    [
      "a progressive JPEG",
      async () =>
        sharp(await aPng())
          .jpeg({ progressive: true })
          .toBuffer(),
      "jpeg",
    ],
    [
      "a lossless WebP",
      async () =>
        sharp(await aPng())
          .webp({ lossless: true })
          .toBuffer(),
      "webp",
    ],
    ["a PNG by hand", async () => pngByHand(4, 4, deflateSync(Buffer.alloc(20))), "png"],
    ["a very long strip", () => aPng({ width: 1, height: 9_000 }), "png"],
  ];

  test.each(plain)("%s", async (_, make, kind) => {
    const { response, is } = await added(await make());
    expect(response.headers.get("Content-Type")).toBe(`image/${kind}`);
    expect([is.format, is.space === "b-w" ? "srgb" : is.space, is.depth, is.exif, is.icc, is.xmp, is.iptc]).toEqual([
      kind,
      "srgb",
      "uchar",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("the name and the declared type of a file count for nothing", async () => {
    const { response } = await added(await aJpeg({ colour: "#123456" }), { name: "evil.html", type: "text/html" });
    expect(response.headers.get("Content-Type")).toBe("image/jpeg");
    expect(response.headers.get("Content-Disposition")).not.toContain("evil");
  });

  test("place, camera and owner are gone, and the picture stands upright", async () => {
    const sent = await aJpegWithPlace(6);
    expect(sent.includes("Spycam") && sent.includes("Somebody Secret")).toBe(true);
    const { width, height, bytes, is } = await added(sent);
    expect([width, height, is.orientation]).toEqual([20, 60, undefined]);
    expect(is.exif).toBeUndefined();
    for (const secret of ["Spycam", "Secret", "Exif", "GPS"]) expect(bytes.includes(secret)).toBe(false);
  });

  test("comments in the file are gone: text chunks, XMP, a GIF's comment", async () => {
    const png = pngByHand(4, 4, deflateSync(Buffer.alloc(20)), [["tEXt", Buffer.from("Comment\0a secret note")]]);
    expect((await added(png)).bytes.includes("secret")).toBe(false);
    const withXmp = await sharp(await aWebp())
      .withXmp("<x:xmpmeta>secret</x:xmpmeta>")
      .webp()
      .toBuffer();
    expect(withXmp.includes("secret")).toBe(true);
    expect((await added(withXmp)).bytes.includes("secret")).toBe(false);
    const gif = await aGif({ colour: "#445566" });
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, 6]), Buffer.from("secret"), Buffer.from([0])]);
    const withComment = Buffer.concat([gif.subarray(0, -1), comment, gif.subarray(-1)]);
    expect((await added(withComment)).bytes.includes("secret")).toBe(false);
  });

  test("a wide gamut is brought to sRGB", async () => {
    const wide = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#ff0000" } })
      .withIccProfile("p3")
      .png()
      .toBuffer();
    const pixel = async (bytes: Buffer) => [
      ...(await sharp(bytes, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3),
    ];
    expect((await pixel(wide))[0]).toBeLessThan(250);
    expect(await pixel((await added(wide)).bytes)).toEqual([255, 0, 0]);
  });

  test("bytes after the picture are cut off, and a file that only begins like a picture is refused", async () => {
    const tail = Buffer.from("<script>alert(1)</script>PK\x03\x04");
    for (const picture of [
      await aPng({ colour: "#010203" }),
      await aJpeg({ colour: "#010203" }),
      await aGif({ colour: "#010203" }),
    ])
      expect((await added(Buffer.concat([picture, tail]))).bytes.includes("script")).toBe(false);
    expect((await send(Buffer.from("GIF89a/*<svg onload=alert(1)>*/=1;alert(2)//"))).status).toBe(422);
  });

  test.each(["gif", "webp"] as const)("an animated %s stays animated", async (kind) => {
    const { is, width, height } = await added(await anAnimation(kind, 12));
    expect([is.format, is.pages, width, height]).toEqual([kind, 12, 16, 16]);
  });

  test("a wide picture is made 2,400 pixels wide, a high one 10,000 high", async () => {
    expect(await added(await aPng({ width: 4_800, height: 100 }))).toMatchObject({ width: 2_400, height: 50 });
    expect(await added(await aJpeg({ width: 100, height: 20_000 }))).toMatchObject({ width: 50, height: 10_000 });
  });
});

describe("refusals and their words", () => {
  const text = (words: string) => async () => Buffer.from(words);
  const half = (make: () => Promise<Buffer>) => async () => {
    const bytes = await make();
    return bytes.subarray(0, Math.floor(bytes.length / 2));
  };
  const large = () => noise(200, 200).png().toBuffer();
  const cases: [string, () => Promise<Buffer>, number, RegExp][] = [
    ["nothing in the file", text(""), 422, /Choose a picture/],
    ["a web page called .png", text("<!DOCTYPE html><html><script>alert(1)</script>"), 415, /a web page/],
    ["script", text("<script>alert(1)</script>"), 415, /a web page/],
    ["an SVG", text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 415, /an SVG/],
    [
      "an SVG with a prologue",
      text('<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'),
      415,
      /an SVG/,
    ],
    ["a PDF", text("%PDF-1.7\n1 0 obj"), 415, /a PDF/],
    [
      "a TIFF",
      async () =>
        sharp(await aPng())
          .tiff()
          .toBuffer(),
      415,
      /a TIFF/,
    ],
    [
      "an AVIF",
      async () =>
        sharp(await aPng())
          .avif()
          .toBuffer(),
      415,
      /an AVIF/,
    ],
    ["a BMP", text("BM\x36\0\0\0"), 415, /a BMP/],
    ["a ZIP", text("PK\x03\x04rest"), 415, /a ZIP/],
    ["gzip", text("\x1f\x8b\x08"), 415, /no picture|compressed/],
    ["a video", text("\0\0\0\x18ftypisom"), 415, /a video/],
    ["a program", text("MZ\x90\0"), 415, /a program|no picture/],
    ["words", text("hello"), 415, /no picture/],
    ["zeros", async () => Buffer.alloc(5_000), 415, /no picture/],
    ["a PNG's first bytes alone", async () => Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), 422, /damaged/],
    ["a JPEG's first bytes alone", async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 422, /damaged/],
    ["a WebP's head alone", async () => Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1"), 422, /damaged/],
    ["half a PNG", half(large), 422, /damaged/],
    ["half a JPEG", half(() => noise(200, 200).jpeg().toBuffer()), 422, /damaged/],
    ["half a WebP", half(() => noise(200, 200).webp().toBuffer()), 422, /damaged/],
    ["half a GIF", half(() => noise(200, 200).gif().toBuffer()), 422, /damaged/],
    ["a PNG whose data is no data", async () => pngByHand(50, 50, Buffer.from("not compressed")), 422, /damaged/],
    [
      "a PNG with less data than it says",
      async () => pngByHand(500, 500, deflateSync(Buffer.alloc(300))),
      422,
      /damaged/,
    ],
    [
      "a header of 60,000 by 60,000 with nothing in it",
      async () => pngByHand(60_000, 60_000, deflateSync(Buffer.alloc(9))),
      422,
      /60,000 × 60,000/,
    ],
    ["a PNG of no width", async () => pngByHand(0, 10, deflateSync(Buffer.alloc(10))), 422, /damaged/],
    [
      "an image bomb of 144 million pixels in a few kilobytes",
      async () => aPixelBomb(),
      422,
      /12,000 × 12,000\. At most 40 million/,
    ],
    ["a JPEG with too many pixels", () => aJpeg({ width: 8_000, height: 6_000 }), 422, /8,000 × 6,000/],
    ["an animation of 301 frames", () => anAnimation("gif", 301, 4), 422, /301 frames; at most 300/],
    ["an animation of too many pixels in all", () => anAnimation("gif", 60, 900), 422, /900 × 900 in 60 frames/],
    ["more than 10 MB", async () => Buffer.concat([await aPng(), Buffer.alloc(10_000_000)]), 413, /at most 10 MB/],
  ];

  test.each(cases)("%s", async (_, make, status, words) => {
    const before = await db.upload.count();
    const answer = await send(await make());
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(words)]);
    expect(answer.type).toMatch(/^application\/problem\+json/);
    expect(await db.upload.count()).toBe(before);
  });

  test("no file, a text in its place, words that are too many, another kind of form", async () => {
    const other = await aMember();
    expect(await send(null, { as: other, alt: "words" })).toMatchObject({ status: 422 });
    expect(await send(await aPng(), { as: other, field: "other" })).toMatchObject({ status: 422 });
    const form = new FormData();
    form.set("file", "a text");
    expect((await post(form, { as: other })).status).toBe(422);
    const long = await send(await aPng(), { as: other, alt: "x".repeat(301) });
    expect([long.status, long.body.detail]).toEqual([422, "A description has at most 300 characters."]);
    expect((await post(new URLSearchParams({ file: "x" }), { as: other })).status).toBe(415);
  });
});

describe("rights", () => {
  test("visitors, suspended members and other sites are refused", async () => {
    const picture = await aPng({ colour: "#777777" });
    expect(await send(picture, { as: null })).toMatchObject({
      status: 401,
      body: { detail: "Sign in to add pictures." },
    });
    const suspended = await aMember({ isSuspended: true });
    expect(await send(picture, { as: suspended })).toMatchObject({ status: 403 });
    expect((await send(picture, { as: null, accept: "text/html" })).status).toBe(303);
    const form = new FormData();
    form.set("file", new File([new Uint8Array(picture)], "a.png"));
    const forged = await fetch(`${server.origin}/uploads`, {
      method: "POST",
      headers: {
        Cookie: await server.cookieOf(member),
        Origin: "https://evil.example",
        "Sec-Fetch-Site": "cross-site",
      },
      body: form,
    });
    expect(forged.status).toBe(403);
    const hash = createHash("sha256").update(picture).digest("hex");
    expect(await db.upload.count({ where: { hash } })).toBe(0);
  });

  test("only this one address takes such a form", async () => {
    const form = new FormData();
    form.set("file", new File([new Uint8Array(await aPng())], "a.png"));
    const headers = { Cookie: await server.cookieOf(member), Origin: server.origin };
    for (const path of ["/new", "/uploads.json", "/uploads/", `/uploads/${"a".repeat(64)}`, "/api/v1/preview"]) {
      const response = await fetch(`${server.origin}${path}`, { method: "POST", headers, body: form });
      expect([path, response.status]).toEqual([path, 415]);
    }
  });

  test("a body without a stated length is cut off at the bound", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === 0)
          controller.enqueue(
            Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
          );
        else if (sent > 20_000_000) {
          controller.enqueue(Buffer.from("\r\n--b--\r\n"));
          controller.close();
          return;
        } else controller.enqueue(new Uint8Array(100_000));
        sent += 100_000;
      },
    });
    const response = await fetch(`${server.origin}/uploads`, {
      method: "POST",
      headers: {
        Accept: "application/json",
        Origin: server.origin,
        Cookie: await server.cookieOf(member),
        "Content-Type": "multipart/form-data; boundary=b",
      },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect([response.status, (await response.json()).detail]).toEqual([413, expect.stringContaining("at most 10 MB")]);
  });

  test("upload interrupted: it leaves nothing, and the server goes on", async () => {
    const before = await db.upload.count();
    const cookie = await server.cookieOf(member);
    await new Promise<void>((done, fail) => {
      const socket = connect(server.port, "127.0.0.1", () => {
        socket.write(
          [
            "POST /uploads HTTP/1.1",
            `Host: localhost:${server.port}`,
            `Origin: ${server.origin}`,
            `Cookie: ${cookie}`,
            "Accept: application/json",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Length: 500000",
            "",
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n\x89PNG',
          ].join("\r\n"),
          () => {
            socket.destroy();
            done();
          },
        );
      });
      socket.on("error", fail);
    });
    expect((await send(await aPng({ colour: "#abcdef" }))).status).toBe(201);
    expect(await db.upload.count()).toBe(before + 1);
    expect(server.output).not.toContain("could not be answered");
  });
});

describe("kept files", () => {
  test("the same picture at the same time, by many, is one row, and each one's own", async () => {
    const picture = await noise(50, 50, 7).png().toBuffer();
    const people = await Promise.all(Array.from({ length: 4 }, () => aMember()));
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        send(picture, { as: people[index % 4]!, alt: `by ${index % 4}`, address: `203.0.113.${index}` }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
    const [url] = new Set(answers.map((answer) => answer.body.url));
    const upload = await db.upload.findUniqueOrThrow({ where: { hash: url!.slice(9) }, include: { owners: true } });
    expect(upload.owners.map((owner) => owner.memberId).toSorted()).toEqual(
      people.map((person) => person.id).toSorted(),
    );
  });

  test(
    "as many large pictures at once as there are places are all taken, while pages are answered",
    { timeout: 120_000 },
    async () => {
      const people = await Promise.all(Array.from({ length: 16 }, () => aMember()));
      const picture = (index: number) =>
        noise(1_500, 1_000, index + 100)
          .jpeg({ quality: 90 })
          .toBuffer();
      const pictures = await Promise.all(people.map((_, index) => picture(index)));
      const sending = Promise.all(
        pictures.map((file, index) => send(file, { as: people[index]!, address: `203.0.113.${index}` })),
      );
      const pages = await Promise.all(Array.from({ length: 10 }, () => server.fetch("/")));
      expect(pages.map((page) => page.status)).toEqual(pages.map(() => 200));
      expect((await sending).map((answer) => answer.status)).toEqual(people.map(() => 201));
    },
  );

  test("slow-loris: one address holds a share of the places for pictures, and others find one", async () => {
    const cookie = await server.cookieOf(await aMember());
    const head = [
      "POST /uploads HTTP/1.1",
      `Host: localhost:${server.port}`,
      `Origin: ${server.origin}`,
      `Cookie: ${cookie}`,
      "Content-Type: multipart/form-data; boundary=slow",
      "Content-Length: 900000",
    ];
    const slow = Array.from({ length: 24 }, () => {
      const socket = connect(server.port, "127.0.0.1");
      const answer = new Promise<string>((done) => socket.once("data", (chunk) => done(chunk.toString())));
      socket.on("error", () => {});
      socket.write(
        `${head.join("\r\n")}\r\n\r\n--slow\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n`,
      );
      return { socket, answer };
    });
    const refused = await Promise.race(slow.map(({ answer }) => answer));
    expect(refused).toMatch(/^HTTP\/1\.1 503 [\s\S]*Retry-After: 5/);
    const other = await send(await noise(20, 20, 77).png().toBuffer(), {
      as: await aMember(),
      address: "203.0.113.99",
    });
    expect(other.status).toBe(201);
    for (const { socket } of slow) socket.destroy();
  });

  test.each([
    { who: "a visitor", before: 0 },
    { who: "a visitor", before: 1_000 },
    { who: "a visitor", before: 200_000 },
    { who: "a visitor", before: 700_000 },
    { who: "a member who has tried too often", before: 0 },
    { who: "a member who has tried too often", before: 1_000 },
    { who: "a member who has tried too often", before: 200_000 },
    { who: "a member who has tried too often", before: 700_000 },
  ])("an answer to $who after $before bytes of a file leaves the connection to the next request", async (given) => {
    const { who, before } = given;
    const isHasty = who !== "a visitor";
    if (isHasty) for (let count = 0; count <= 60; count++) await send(Buffer.from("no picture"));
    const socket = connect(server.port, "127.0.0.1");
    const whole = 700_000;
    const heard: string[] = [];
    socket.on("data", (chunk) => heard.push(chunk.toString("latin1")));
    const head = (method: string, path: string, more: string[]) =>
      [
        `${method} ${path} HTTP/1.1`,
        `Host: localhost:${server.port}`,
        `Origin: ${server.origin}`,
        ...more,
        "",
        "",
      ].join("\r\n");
    const multipart = ["Content-Type: multipart/form-data; boundary=late", `Content-Length: ${whole}`];
    socket.write(
      head("POST", "/uploads", [...multipart, ...(isHasty ? [`Cookie: ${await server.cookieOf(member)}`] : [])]),
    );
    socket.write("x".repeat(before));
    // Neither needs a look at the file.
    await expect.poll(() => heard.join("")).toMatch(isHasty ? /^HTTP\/1\.1 429/ : /^HTTP\/1\.1 (?:303|401)/);
    expect(heard.join("")).not.toMatch(/^connection: close/im);
    socket.write("x".repeat(whole - before));
    socket.write(head("GET", "/healthz", []));
    await expect.poll(() => heard.join("")).toMatch(/HTTP\/1\.1 200/);
    socket.destroy();
  });

  test("each member has 100 a day and 200 MB, and sees the remainder", async () => {
    const busy = await aMember();
    await added(await noise(20, 20, 51).png().toBuffer(), { as: busy });
    const others = await db.upload.createManyAndReturn({
      data: Array.from({ length: 99 }, (_, index) => ({
        hash: createHash("sha256").update(`filler ${index}`).digest("hex"),
        kind: "png" as const,
        width: 1,
        height: 1,
        size: 1_000_000,
        bytes: new Uint8Array(1),
        createdAt: new Date(),
      })),
    });
    await db.$executeRaw`insert into "UploadOwner" ("memberId", "uploadId", "createdAt")
      select ${busy.id}, "id", now() from "Upload" where "id" = any(${others.map((upload) => upload.id)})`;
    const full = await send(await noise(20, 20, 52).png().toBuffer(), { as: busy });
    expect(full).toMatchObject({ status: 429, body: { detail: expect.stringContaining("100 pictures within a day") } });
    expect(Number(full.retryAfter)).toBeGreaterThan(86_000);

    await db.$executeRaw`update "UploadOwner" set "createdAt" = now() - interval '2 days' where "memberId" = ${busy.id}`;
    expect((await send(await noise(20, 20, 52).png().toBuffer(), { as: busy })).status).toBe(201);
    await db.upload.updateMany({ where: { id: { in: others.map((upload) => upload.id) } }, data: { size: 2_020_202 } });
    const crowded = await send(await noise(200, 200, 53).png().toBuffer(), { as: busy });
    expect(crowded).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/of your 200 MB are left/) },
    });
  });

  test("sixty attempts in ten minutes are enough", async () => {
    const hasty = await aMember();
    const file = Buffer.from("no picture");
    let last = await send(file, { as: hasty });
    for (let count = 1; count <= 60; count++) last = await send(file, { as: hasty });
    expect([last.status, Number(last.retryAfter) > 0, last.body.detail]).toEqual([
      429,
      true,
      expect.stringContaining("Try again in"),
    ]);
  });
});

describe("removing", () => {
  const remove = (url: string, as: Member) => server.fetch(url, { as, form: { intent: "remove" } });

  test("its owner removes it; another member who uploaded the same picture keeps it", async () => {
    const [one, other] = [await aMember(), await aMember()];
    const picture = await noise(30, 30, 60).png().toBuffer();
    const { url } = await added(picture, { as: one });
    await added(picture, { as: other });
    expect((await remove(url, member)).status).toBe(403);
    expect((await remove(url, one)).status).toBe(303);
    expect((await server.fetch(url)).status).toBe(200);
    expect((await remove(url, one)).status).toBe(403);
    expect((await remove(url, other)).status).toBe(303);
    expect((await server.fetch(url)).status).toBe(404);
    await added(picture, { as: one });
  });

  test("a moderator takes it away for all, with a reason in the public log, and it does not come back", async () => {
    const moderator = await aMember({ role: "moderator" });
    const picture = await noise(30, 30, 61).png().toBuffer();
    const { url } = await added(picture);
    const { id } = await db.upload.findUniqueOrThrow({ where: { hash: url.slice(9) } });
    const form = { kind: "remove_upload", target: String(id), reason: "somebody's address can be read on it" };
    expect((await server.fetch("/mod/actions", { as: member, form })).status).toBe(403);
    expect((await server.fetch("/mod/actions", { as: moderator, form })).status).toBe(303);
    expect((await server.fetch("/mod/actions", { as: moderator, form })).status).toBe(409);
    const gone = await server.fetch(url);
    expect([gone.status, gone.headers.get("Cache-Control")]).toEqual([410, "no-store"]);
    expect(await db.upload.findUniqueOrThrow({ where: { id } })).toMatchObject({ bytes: null });
    expect(await send(picture)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("moderator removed") },
    });
    expect(await (await server.fetch("/modlog.rss")).text()).toContain(`${moderator.name} removed picture ${id}`);
    const log = await (await server.fetch("/modlog")).text();
    expect(log).toContain(`picture ${id}`);
    expect(log).toContain("address can be read on it");
  });

  test("a post shows the picture, says when it is gone, and shows it again when it is back", async () => {
    const writer = await aMember();
    const picture = await noise(40, 20, 62).png().toBuffer();
    const { url, markdown } = await added(picture, { as: writer, alt: "What fees did" });
    const thread = await aThread({ author: writer, body: `${markdown}\n` });
    const page = async () => (await server.fetch(`/t/${thread.id}/${thread.slug}`)).text();
    const shown = `<img src="${url}" alt="What fees did" width="40" height="20" loading="lazy" decoding="async" />`;
    expect(await page()).toContain(shown);
    expect(await db.postPicture.findMany({ where: { hash: url.slice(9) } })).toHaveLength(1);
    await remove(url, writer);
    await expect.poll(page).toContain("Picture not found: What fees did");
    await added(picture, { as: writer });
    await expect.poll(page).toContain(shown);
  });
});

describe("the page", () => {
  test("lists one's own pictures with the line to paste, and nobody else's", async () => {
    const [one, other] = [await aMember(), await aMember()];
    const { url, markdown } = await added(await noise(33, 22, 70).png().toBuffer(), {
      as: one,
      alt: "A <test> picture",
    });
    const page = await (await server.fetch("/uploads", { as: one })).text();
    expect(page).toContain(`src="${url}"`);
    expect(page).toContain(markdown.replace("<", "&lt;").replace(">", "&gt;"));
    expect(page).toContain("33 × 22");
    expect(page).toMatch(/200 MB of 200 MB left, 99 of 100 pictures today/);
    expect(await (await server.fetch("/uploads", { as: other })).text()).not.toContain(url);
    expect((await server.fetch("/uploads?of=everybody", { as: other })).status).toBe(403);
    const moderator = await aMember({ role: "moderator" });
    expect(await (await server.fetch("/uploads?of=everybody", { as: moderator })).text()).toContain(url);
    expect((await server.fetch("/uploads?cursor=x", { as: one })).status).toBe(400);
  });

  test("without script: a good picture is added, a bad one is refused in words and the description stays", async () => {
    const one = await aMember();
    const form = new FormData();
    form.set("file", new File([new Uint8Array(await noise(10, 10, 71).png().toBuffer())], "a.png"));
    form.set("alt", "Plain");
    const answer = await post(form, { as: one, accept: "text/html,*/*" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([
      303,
      expect.stringMatching(/^\/uploads\?added=[0-9a-f]{64}$/),
    ]);
    const page = await (await server.fetch(answer.headers.get("Location")!, { as: one })).text();
    expect(page).toContain("Added. Paste this line into a post to show it:");

    form.set("file", new File(["<html>"], "a.png"));
    form.set("alt", "Words that stay");
    const refused = await post(form, { as: one, accept: "text/html,*/*" });
    expect(refused.status).toBe(415);
    const html = await refused.text();
    expect(html).toContain("By its content this is a web page.");
    expect(html).toContain('value="Words that stay"');
  });

  test("more than a page of them has a next page", async () => {
    const one = await aMember();
    for (let seed = 0; seed < 25; seed++)
      await added(
        await noise(5, 5, 200 + seed)
          .png()
          .toBuffer(),
        { as: one },
      );
    const listed = async (path: string) => page(await (await server.fetch(path, { as: one })).text());
    const first = await listed("/uploads");
    expect(first.all(".upload")).toHaveLength(24);
    const next = first.first("a[href^='/uploads?cursor=']").href!;
    expect((await listed(next)).all(".upload")).toHaveLength(1);
  });
});
