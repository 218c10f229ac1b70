import { expect, test } from "vitest";
import { aMember, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

test("a page names its canonical address, whatever the requested one was, its title and its description", async () => {
  const author = await aMember({ handle: "described", name: "Described" });
  const thread = await aThread({ author, title: "A thread & its canonical address", body: "First words of it." });
  const path = `/t/${thread.id}/${thread.slug}`;
  const canonicalOf = async (url: string) =>
    page(await (await server.fetch(url)).text()).all("link[rel=canonical]")[0]?.href;
  expect(await canonicalOf(`${path}?utm_source=x`)).toBe(server.origin + path);
  expect(await canonicalOf("/?sort=new")).toBe(`${server.origin}/`);
  expect(await canonicalOf("/?tag=base&sort=top")).toBe(`${server.origin}/?tag=base`);
  expect(await canonicalOf("/u/described")).toBe(`${server.origin}/u/described`);
  expect(await canonicalOf("/no/such/page")).toBeUndefined();
  const shown = page(await (await server.fetch(path)).text());
  expect(shown.first("meta[property='og:title']").attribute("content")).toBe("A thread & its canonical address");
  expect(shown.first("meta[name=description]").attribute("content")).toBe("First words of it.");
});

test("a member's page has no picture for previews of links, and what a reference manager reads of it", async () => {
  const author = await aMember();
  const thread = await aThread({ author, title: "A thread to preview" });
  const path = `/t/${thread.id}/${thread.slug}`;
  const said = async (by: { as?: typeof author }) => {
    const shown = page(await (await server.fetch(path, by)).text());
    return {
      canonical: shown.all("link[rel=canonical]").map(({ href }) => href),
      read: ["og:site_name", "og:title", "og:description", "og:url"].map((name) =>
        shown.first(`meta[property='${name}']`).attribute("content"),
      ),
      citation: shown.all("meta[name=citation_title]").length,
      previews: shown.all("meta[property^='og:image'], meta[name^='twitter:'], link[type*=oembed]").length,
    };
  };
  const visitors = await said({});
  expect(visitors).toMatchObject({ canonical: [server.origin + path], citation: 1 });
  expect(visitors.previews).toBe(8);
  expect(await said({ as: author })).toEqual({ ...visitors, previews: 0 });
});

test("absolute addresses come from the configuration, never from the request", async () => {
  const html = await (
    await server.fetch("/", { headers: { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" } })
  ).text();
  expect(html).not.toContain("evil.example");
  expect(html).toContain(server.origin);
});
