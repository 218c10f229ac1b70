import { existsSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";
import { assets } from "./places";

/** Modules that pages name by their address: beside Remix's own, and in no page's bundle. */
export const namedModules: Record<string, { name: string; source: string }> = {
  "virtual:enhance-url": { name: "enhance", source: "app/browser/enhance.ts" },
  "virtual:visitor-appearance-url": { name: "visitor-appearance", source: "app/browser/visitor-appearance.ts" },
  "virtual:metric-frame-url": { name: "metric-frame", source: "app/browser/metric-frame.ts" },
  "virtual:diagram-frame-url": { name: "diagram-frame", source: "app/browser/diagram-frame.ts" },
};

/** The addresses of these modules, with the hash that the build of the browser's files gave them. Tests need no build. */
export function moduleUrls({ isTest }: { isTest: boolean }): Plugin {
  const emitted = new Map<string, string>();
  let isBrowserBuild = false;
  return {
    name: "module-urls",
    configResolved: ({ command, build }) => void (isBrowserBuild = command === "build" && !build.ssr),
    // Some are named by routes alone that browsers never load: they are built all the same.
    buildStart() {
      if (!isBrowserBuild) return;
      for (const [id, { name, source }] of Object.entries(namedModules))
        emitted.set(id, this.emitFile({ type: "chunk", id: source, name }));
    },
    resolveId: (asked) => (asked in namedModules ? `\0${asked}` : null),
    load(resolved) {
      const id = resolved.slice(1);
      const wanted = resolved.startsWith("\0") ? namedModules[id] : undefined;
      if (!wanted) return null;
      if (isBrowserBuild) return `export default import.meta.ROLLUP_FILE_URL_${emitted.get(id)};`;
      // The browser's files are built first.
      const built = existsSync(assets) ? readdirSync(assets) : [];
      const file = built.find((entry) => entry.startsWith(`${wanted.name}-`) && entry.endsWith(".js"));
      if (!file && !isTest) this.error(`${wanted.source} is not built yet: the browser's files come first.`);
      return `export default ${JSON.stringify(`/assets/${file ?? wanted.name}`)};`;
    },
  };
}
