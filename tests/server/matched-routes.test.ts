/** The handler of a path knows the routes that match it, as the framework itself matches them among all. */
import type { ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { handlersOf } from "../../app/server/matched-routes.server";

const page = (id: string, parentId: string | undefined, path?: string, index = false) => ({
  id,
  parentId,
  index,
  ...(path !== undefined && { path }),
  module: { loader: () => new Response(id) },
});
const routes = Object.fromEntries(
  [
    { ...page("root", undefined, ""), module: {} },
    page("home", "root", undefined, true),
    page("new", "root", "t/new"),
    page("thread", "root", "t/:threadId/:slug?"),
    page("feed", "root", "t/:threadId/:slug.rss"),
    page("rest", "root", "*"),
  ].map((route) => [route.id, route]),
);
const build = {
  routes,
  assets: { routes, entry: { module: "", imports: [] }, url: "", version: "" },
  entry: { module: { default: () => new Response("") } },
  future: {},
  publicPath: "/",
  assetsBuildDirectory: "",
  isSpaMode: false,
} as unknown as ServerBuild;

test.each([
  ["/", "home"],
  ["/t/new", "new"],
  ["/t/12", "thread"],
  ["/t/12/a-slug", "thread"],
  ["/T/12/a-slug/", "thread"],
  ["/t/12/a%2Fslug", "thread"],
  ["/t/12/a/b", "rest"],
  ["/nowhere", "rest"],
])("%s is answered by %s, first and from then on", async (path, id) => {
  const handlerFor = handlersOf(build, "production");
  for (const time of [1, 2]) {
    const answer = await handlerFor(path)(new Request(`http://forum.test${path}`));
    expect([time, await answer.text()]).toEqual([time, id]);
  }
  expect(handlerFor(path)).toBe(handlerFor(path));
});

test("paths of one route share one handler, and what no route matches has the handler of all", async () => {
  const handlerFor = handlersOf(build, "production");
  expect(handlerFor("/t/1/one")).toBe(handlerFor("/t/2/two"));
  expect(handlerFor("/t/1/one")).not.toBe(handlerFor("/"));
  const { rest: _, ...without } = routes;
  const handlerOf = handlersOf({ ...build, routes: without } as ServerBuild, "production");
  expect(handlerOf("/nowhere")).toBe(handlerOf("/elsewhere"));
  expect(handlerOf("/nowhere")).not.toBe(handlerOf("/"));
});
