/** Scripts, styles and fonts as browsers get them. */
import { once } from "node:events";
import { Agent, type ClientRequest, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { aMember, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const named = (html: string, kinds: string) =>
  [...new Set(html.match(new RegExp(`/assets/[\\w.~-]+\\.(?:${kinds})(?=")`, "g")))].toSorted();

const fileAt = (path: string) => fetch(server.origin + path, { headers: { "Accept-Encoding": "br" } });

test("every script and style that a page names comes as the build compressed it", async () => {
  const thread = await aThread();
  for (const path of ["/", `/t/${thread.id}/${thread.slug}`, "/sign-in", "/metrics"]) {
    const html = await (await fetch(server.origin + path)).text();
    const files = named(html, "js|css");
    expect(files.some((file) => file.endsWith(".css"))).toBe(true);
    for (const file of files) {
      const { status, headers } = await fileAt(file);
      // What is compressed for the request comes in pieces of a length that nobody knows beforehand.
      const seen = [file, status, headers.get("content-encoding"), headers.has("content-length")];
      expect(seen).toEqual([file, 200, "br", true]);
    }
  }
});

test("scripts, styles and fonts carry what holds for files, and nothing of what holds for documents", async () => {
  const html = await (await fetch(server.origin)).text();
  for (const kind of ["js", "css", "woff2"]) {
    const [file] = named(html, kind);
    const { status, headers } = await fileAt(file!);
    expect([file, status]).toEqual([file, 200]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const ofDocuments = ["content-security-policy", "x-frame-options", "permissions-policy", "referrer-policy"];
    expect(ofDocuments.filter((name) => headers.has(name))).toEqual([]);
  }
});

test("the files of a page come over one connection, which needs no header to stay", async () => {
  const [file] = named(await (await fetch(server.origin)).text(), "css");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const asked: ClientRequest[] = [];
  for (let time = 0; time < 3; time++) {
    const request = get(server.origin + file, { agent });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect([response.statusCode, response.headers.connection, response.headers["keep-alive"]]).toEqual([
      200,
      undefined,
      undefined,
    ]);
    await text(response);
    asked.push(request);
  }
  expect(asked.map(({ reusedSocket }) => reusedSocket)).toEqual([false, true, true]);
  agent.destroy();
});

test("the styles of frames come as the build compressed them, too", async () => {
  const html = await (await fetch(`${server.origin}/embed/site`)).text();
  const [sheet] = named(html, "css");
  const { status, headers } = await fileAt(sheet!);
  expect([status, headers.get("content-encoding"), headers.has("content-length")]).toEqual([200, "br", true]);
});

test("the browser's list of routes has pages and answers, and no files", async () => {
  const member = await aMember();
  const html = await (await fetch(server.origin, { headers: { Cookie: await server.cookieOf(member) } })).text();
  const list = named(html, "js").find((file) => file.includes("/manifest-"));
  const script = await (await fileAt(list!)).text();
  const { routes } = JSON.parse(script.slice(script.indexOf("{"), script.lastIndexOf("}") + 1)) as { routes: object };
  const folders = new Set(Object.keys(routes).map((id) => id.split("/").slice(0, 2).join("/")));
  expect([...folders].toSorted()).toEqual(["frame", "root", "routes/answers", "routes/pages", "screens"]);
});

test("other files and missing ones keep the policy of documents", async () => {
  for (const path of ["/favicon.svg", "/assets/none.js", "/assets/none.css"]) {
    const { headers } = await fileAt(path);
    expect([path, headers.get("content-security-policy")?.startsWith("default-src 'none'")]).toEqual([path, true]);
  }
});

test("a diagram's frame has a font for every letter of Western Europe, and for none of them two", async () => {
  const html = await (await fetch(`${server.origin}/embed/diagram`)).text();
  const ranges = [...html.matchAll(/unicode-range: ([^;]+);/g)].map(([, range]) =>
    range!.split(",").map((part) => {
      const [from, to = from] = part.trim().slice(2).split("-");
      return [parseInt(from!, 16), parseInt(to!, 16)] as const;
    }),
  );
  const facesOf = (sign: number) =>
    ranges.filter((face) => face.some(([from, to]) => from <= sign && sign <= to)).length;
  const printed = [...Array(0x100).keys()].filter((sign) => (sign >= 0x20 && sign < 0x7f) || sign >= 0xa0);
  expect(printed.filter((sign) => facesOf(sign) !== 1)).toEqual([]);
});

test("the framework's file has nothing of what no page asks of it, and what pages ask of it", async () => {
  const member = await aMember();
  const html = await (await fetch(server.origin, { headers: { Cookie: await server.cookieOf(member) } })).text();
  const framework = named(html, "js").find((file) => file.includes("/framework-"));
  const script = await (await fileAt(framework!)).text();
  const unused = [
    "Deferred data aborted",
    "startViewTransition",
    "unmountComponentAtNode=function",
    'rel:"prefetch"',
    "NavLink",
  ];
  expect(unused.filter((text) => script.includes(text))).toEqual([]);
  expect(["hydrateRoot=function", "createPortal=function"].filter((text) => !script.includes(text))).toEqual([]);
});

test("a page announces the font of italics where one of its texts has them, and nowhere else", async () => {
  const plain = await aThread({ body: "Nothing leans here." });
  const leaning = await aThread({ body: "One word *leans* here." });
  const announced = async ({ id, slug }: { id: number; slug: string }) =>
    (await fetch(`${server.origin}/t/${id}/${slug}`)).headers.get("link");
  expect(await announced(plain)).toBeNull();
  const font = /^<(\/assets\/stix-two-text-italic-common-[\w-]+\.woff2)>; rel=preload; as=font; /.exec(
    (await announced(leaning)) ?? "",
  );
  expect((await fileAt(font?.[1] ?? "/none")).status).toBe(200);
});
