import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vitest/config";
import type { TestSequencer, TestSpecification } from "vitest/node";
import tsconfigPaths from "vite-tsconfig-paths";
import { brotliFiles } from "./app/bundle/brotli-files";
import { fewFirstFiles, smallestFirstFiles } from "./app/bundle/first-files";
import { chosenWaysAlone } from "./app/bundle/framework-ways";
import { frontDoors } from "./app/bundle/front-doors";
import { mermaidFiles } from "./app/bundle/mermaid-files";
import { moduleUrls } from "./app/bundle/module-urls";
import { shortRouteList } from "./app/bundle/short-route-list";
import { unusedModulesStayOut } from "./app/bundle/unused-modules";
import { zodInBrowser } from "./app/bundle/zod-in-browser";
import remixConfig from "./remix.config.js";

const isTest = process.env["VITEST"] === "true";

/** Test files that take longest come first, so that no worker is left with one of them at the end; the others go by size. */
class LongestFirst implements TestSequencer {
  readonly #longest =
    /\/(?:e2e\/(?:journeys|screens|hostile|phone|writing|static-copy)|markdown\/(?:pathological|markdown-thread|long-runs)|routes\/(?:rights-matrix|start)|anvil-metrics\.server|writers-at-once\.server|reprocess\.server)\.test\.ts$/;

  shard(files: TestSpecification[]) {
    return files;
  }

  sort(files: TestSpecification[]) {
    const isLong = ({ moduleId }: TestSpecification) => this.#longest.test(moduleId);
    const size = ({ moduleId }: TestSpecification) => statSync(moduleId).size;
    return files.toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)) || size(other) - size(one));
  }
}

export default defineConfig({
  root: import.meta.dirname,
  // One target and one spelling for styles in both builds, so that the server and the browser name the same file.
  build: { cssTarget: ["chrome123", "firefox128", "safari17.5"] },
  esbuild: { charset: "ascii" },
  plugins: [
    !isTest && remix(remixConfig),
    frontDoors(),
    moduleUrls({ isTest }),
    mermaidFiles(),
    zodInBrowser(),
    shortRouteList(),
    brotliFiles(),
    unusedModulesStayOut(),
    chosenWaysAlone(),
    fewFirstFiles(),
    smallestFirstFiles(),
    tsconfigPaths({ projects: ["tsconfig.json"] }),
  ],
  test: {
    // Two files at once on two cores, too: tests wait for servers and browsers much of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Pictures drawn on the server take their colours from there, and frames of diagrams the letters of a font.
    css: { include: /(?:tokens|fonts)\.css/ },
    // A Meilisearch that the run is given is for the tests that ask for one (tests/support/global-postgres.ts).
    env: { MEILI_URL: "", MEILI_KEY: "" },
    setupFiles: ["tests/support/built-reading-thread.ts"],
    sequence: { sequencer: LongestFirst },
    // What a page or a server does by itself takes as long as the machine needs.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/**/*.server.test.ts", "tests/routes/**", "tests/e2e/**"],
          // Pure rules keep nothing: loading their modules again for each file took two fifths of the time.
          isolate: false,
          // One project after another: a worker goes on with the next file of the same project alone.
          sequence: { groupOrder: 1 },
          setupFiles: ["tests/support/give-back-globals.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.server.test.ts", "tests/routes/**/*.test.ts"],
          globalSetup: ["tests/support/global-postgres.ts"],
          isolate: false,
          sequence: { groupOrder: 2 },
          setupFiles: ["tests/support/fresh-modules.ts", "tests/support/fail-on-console-error.ts"],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          // The browser's driver is loaded once a worker: for each file it took eight seconds of a busy machine.
          isolate: false,
          setupFiles: ["tests/support/fresh-modules.ts"],
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/global-postgres.ts"],
          // The browser has the machine to itself: it shares two cores with the server it looks at.
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
