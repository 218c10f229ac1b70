import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { assets } from "./places";

/**
 * Leaves out of the browser's list of routes, which each member's page loads, what no page needs: pictures, feeds and files,
 * which are opened by their addresses; the files that each route imports, which the page names already; and what is false, which
 * the framework reads like what is not there.
 */
export function shortRouteList(): Plugin {
  return {
    name: "short-route-list",
    // The framework writes the list with the server's build.
    apply: ({ build }, { command }) => command === "build" && Boolean(build?.ssr),
    closeBundle: {
      sequential: true,
      async handler() {
        const name = readdirSync(assets).find((file) => /^manifest-\w+\.js$/.test(file));
        if (!name) return this.error("The framework wrote no list of routes.");
        const text = await readFile(join(assets, name), "utf8");
        await writeFile(join(assets, name), shortened(text));
      },
    },
  };
}

/** The list of routes, `window.__remixManifest={…};`, without those of `routes/files`, imports, and what is false. */
function shortened(text: string): string {
  const [, start, json, end] = /^(window\.__remixManifest=)(\{.*\})(;?\s*)$/s.exec(text) ?? [];
  if (json === undefined) throw new Error("The framework's list of routes has another form than before.");
  const list = JSON.parse(json) as { routes: Record<string, Record<string, unknown>> };
  const kept = Object.entries(list.routes)
    .filter(([id]) => !id.startsWith("routes/files/"))
    .map(([id, { imports: _imports, ...route }]) => [
      id,
      Object.fromEntries(Object.entries(route).filter(([, value]) => value !== false)),
    ]);
  return `${start}${JSON.stringify({ ...list, routes: Object.fromEntries(kept) })}${end}`;
}
