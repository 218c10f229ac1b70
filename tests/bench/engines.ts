/** The engines that are measured: PostgreSQL, and Meilisearch where there is one (`MEILI_URL`, or a `meilisearch` on the path). */
import { print } from "./figures";
import { openSearch, postgresEngine, rebuildIndex } from "~/features/search/search.server";
import { meiliEngine } from "~/features/search/meili/meili-engine.server";
import type { SearchEngine } from "~/features/search/search-engine";
import { env } from "~/platform/env.server";
import { forgetRemembered } from "~/platform/short-memory.server";
import { meiliProgram, MeiliServer, noMeili } from "../support/meili-server";
import { processCpu } from "./cpu";

export type Measured = {
  engine: SearchEngine;
  /** The engine as a reader's request gets it, with the other one behind it. */
  open(): SearchEngine;
  /** Milliseconds of CPU time that it has used besides PostgreSQL and this process; null if unknown. */
  cpu(): number | null;
};

const postgres: Measured = { engine: postgresEngine, open: () => postgresEngine, cpu: () => 0 };

/** Runs the work with the engines there are; Meilisearch's index is filled by `fill`, once the posts are written. */
export async function withEngines<T>(work: (engines: Measured[], fill: () => Promise<void>) => Promise<T>): Promise<T> {
  if (env().MEILI_URL) return work([postgres, { engine: meiliEngine, open: openSearch, cpu: () => null }], fill);
  if (!meiliProgram) {
    print(`Meilisearch ${noMeili}.`);
    return work([postgres], async () => {});
  }
  const server = new MeiliServer("1Gb");
  await server.start();
  Object.assign(env(), { MEILI_URL: server.url, MEILI_KEY: server.key });
  forgetRemembered();
  try {
    return await work([postgres, { engine: meiliEngine, open: openSearch, cpu: () => processCpu(server.pid) }], fill);
  } finally {
    Object.assign(env(), { MEILI_URL: undefined, MEILI_KEY: undefined });
    await server.remove();
  }
}

async function fill() {
  const began = performance.now();
  await rebuildIndex({
    tell: (posts) => {
      if (posts % 20_000 === 0) print(`${posts.toLocaleString("en")} posts in the index`);
    },
  });
  print(`The index was filled in ${Math.round((performance.now() - began) / 1_000)} s.`);
}
