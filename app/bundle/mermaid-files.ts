import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { root } from "./places";

/**
 * Mermaid as its makers built it, file by file, beside our own: bundling it again would take three times as long as all the
 * rest. Its parts find one another, and only those are loaded that a diagram needs.
 */
export function mermaidFiles(): Plugin {
  const id = "virtual:mermaid-url";
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/mermaid/package.json"), "utf8")) as {
    version: string;
  };
  const dist = join(root, "node_modules/mermaid/dist");
  const folder = `assets/mermaid-${version}`;
  const entry = "mermaid.esm.min.mjs";
  const parts = "chunks/mermaid.esm.min";
  let isBrowserBuild = false;
  return {
    name: "mermaid-files",
    configResolved: ({ command, build }) => void (isBrowserBuild = command === "build" && !build.ssr),
    buildStart() {
      if (!isBrowserBuild) return;
      const files = readdirSync(join(dist, parts)).filter((name) => name.endsWith(".mjs"));
      for (const file of [entry, ...files.map((name) => `${parts}/${name}`)])
        this.emitFile({ type: "asset", fileName: `${folder}/${file}`, source: readFileSync(join(dist, file)) });
    },
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    load: (resolved) => (resolved === `\0${id}` ? `export default "/${folder}/${entry}";` : null),
  };
}
