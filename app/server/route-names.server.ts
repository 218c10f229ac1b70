import type { ServerBuild } from "@remix-run/node";
import { LRUCache } from "lru-cache";

/** The patterns of all routes, those with more fixed parts first. */
type Named = { pattern: RegExp; name: string };

/** Answers with the route that a path belongs to, as in `/t/:threadId/:slug?`; "other" when it belongs to none. */
export function routeNamer(routes: ServerBuild["routes"]): (path: string) => string {
  const named = Object.values(routes)
    .flatMap((route): string[] =>
      route && (route.path !== undefined || route.index) ? [fullPath(routes, route.id)] : [],
    )
    .map((name): Named => ({ name, pattern: patternOf(name) }))
    .toSorted((a, b) => fixedParts(b.name) - fixedParts(a.name));
  const names = new LRUCache<string, string>({ max: 1_000 });
  return (path) => {
    const known = names.get(path);
    if (known !== undefined) return known;
    const name = named.find(({ pattern }) => pattern.test(path))?.name ?? "other";
    names.set(path, name);
    return name;
  };
}

function fullPath(routes: ServerBuild["routes"], id: string): string {
  const route = routes[id];
  if (!route) return "";
  const above = route.parentId ? fullPath(routes, route.parentId) : "";
  return route.path ? `${above === "/" ? "" : above}/${route.path}` : above || "/";
}

const fixedParts = (name: string) => name.split("/").filter((part) => part !== "" && !/[:*?]/.test(part)).length;

const escaped = (text: string) => text.replaceAll(/[.*+^${}()|[\]\\]/g, "\\$&");

/** `/t/:threadId/:slug?` → `^(?:/t)(?:/[^/]+)(?:/[^/]+)?/?$` */
function patternOf(name: string): RegExp {
  const parts = name.split("/").filter(Boolean);
  const patterns = parts.map((part) => {
    const isOptional = part.endsWith("?");
    const bare = isOptional ? part.slice(0, -1) : part;
    const text = bare === "*" ? ".*" : escaped(bare).replaceAll(/:\w+/g, "[^/]+");
    return `(?:/${text})${isOptional ? "?" : ""}`;
  });
  return new RegExp(`^${patterns.join("")}/?$`);
}
