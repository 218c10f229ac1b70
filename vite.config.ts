import { existsSync, readdirSync } from "node:fs";
import { vitePlugin as remix } from "@remix-run/dev";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import tsconfigPaths from "vite-tsconfig-paths";
import remixConfig from "./remix.config.js";

const isTest = process.env["VITEST"] === "true";

/**
 * Server, worker and the markdown thread are built in one step with Remix's server build, so that all run on one graph of
 * modules; the enhancement module is built with the browser's files. Stands after Remix's plugin, whose input it replaces.
 */
function frontDoors(): Plugin {
  return {
    name: "front-doors",
    config: (_, { isSsrBuild, command }) => {
      if (command !== "build") return {};
      if (!isSsrBuild) return {};
      return {
        build: {
          target: "node20",
          rollupOptions: {
            input: {
              index: "virtual:remix/server-build",
              server: "app/server.ts",
              worker: "app/worker.ts",
              "markdown-worker": "app/features/markdown/markdown-worker.ts",
            },
            // All in one folder: a file finds the others beside it.
            output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
          },
        },
      };
    },
  };
}

/** The address of the enhancement module: hashed when built, its source while developing. */
function enhanceUrl(): Plugin {
  const id = "virtual:enhance-url";
  const source = "app/enhance/enhance.ts";
  const assets = "build/client/assets";
  let isBuild = false;
  return {
    name: "enhance-url",
    configResolved: ({ command }) => void (isBuild = command === "build"),
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    load(resolved, options) {
      if (resolved !== `\0${id}`) return null;
      if (isBuild && !options?.ssr)
        return `export default import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: "chunk", id: source, name: "enhance" })};`;
      // The browser's files are built first.
      const file = existsSync(assets) ? readdirSync(assets).find((name) => /^enhance-.*\.js$/.test(name)) : undefined;
      return `export default ${JSON.stringify(file ? `/assets/${file}` : `/${source}`)};`;
    },
  };
}

export default defineConfig({
  // One target for styles in both builds, so that the server and the browser name the same file.
  build: { cssTarget: ["chrome123", "firefox128", "safari17.5"] },
  plugins: [!isTest && remix(remixConfig), frontDoors(), enhanceUrl(), tsconfigPaths({ projects: ["tsconfig.json"] })],
  test: {
    // Pictures take their colours from the style sheet: it must not come as an empty file.
    css: { include: [/tokens\.css/] },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/**/*.server.test.ts", "tests/routes/**", "tests/e2e/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.server.test.ts", "tests/routes/**/*.test.ts"],
          globalSetup: ["tests/support/global-postgres.ts"],
          setupFiles: ["tests/support/fail-on-console-error.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/global-postgres.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
