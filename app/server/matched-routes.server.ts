/**
 * The framework's request handlers, one for each chain of routes that a path can match. The framework flattens, ranks and
 * compiles all its routes several times for a page; a handler that knows the matched ones alone has nothing to search.
 */
import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import { LRUCache } from "lru-cache";

type Routes = ServerBuild["routes"];
type Node = Parameters<typeof matchRoutes>[0][number];

/** Paths whose match is remembered. */
const remembered = 5_000;

/** Answers with the handler for a path: one that knows the matched routes, or all of them where none matches. */
export function handlersOf(build: ServerBuild, mode: string): (path: string) => RequestHandler {
  const tree = childrenOf(build.routes, undefined);
  const handlers = new Map<string, RequestHandler>();
  const byPath = new LRUCache<string, RequestHandler>({ max: remembered });
  const handlerOf = (ids: string[] | null) => {
    const key = ids?.join("\n") ?? "";
    let handler = handlers.get(key);
    if (!handler) {
      handler = createRequestHandler(ids ? withRoutes(build, ids) : build, mode);
      handlers.set(key, handler);
    }
    return handler;
  };
  return (path) => {
    let handler = byPath.get(path);
    if (!handler) {
      handler = handlerOf(matchRoutes(tree, path)?.map(({ route }) => route.id!) ?? null);
      byPath.set(path, handler);
    }
    return handler;
  };
}

function childrenOf(routes: Routes, parentId: string | undefined): Node[] {
  return Object.values(routes)
    .filter((route) => route !== undefined && route.parentId === parentId)
    .map(({ id, path, index, caseSensitive = false }): Node => {
      const place = { id, caseSensitive, ...(path !== undefined && { path }) };
      return index ? { ...place, index: true } : { ...place, children: childrenOf(routes, id) };
    });
}

/** Browsers load the whole list of routes as a file of its own. */
const withRoutes = (build: ServerBuild, ids: string[]): ServerBuild => ({
  ...build,
  routes: pick(build.routes, ids),
  assets: { ...build.assets, routes: pick(build.assets.routes, ids) },
});

const pick = <Value>(all: Record<string, Value>, ids: string[]) =>
  Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)));
