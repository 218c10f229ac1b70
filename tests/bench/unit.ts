/**
 * The unit of processor time: one `renderToString` of a tree of 400 elements. Machines differ three-fold, and a busy one is
 * slower than an idle one; a row in units says the same on all of them.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Milliseconds of processor time, in a process of its own that is as warm as a server. */
export const measureUnit = (): number =>
  Number(
    execFileSync(process.execPath, [fileURLToPath(new URL("unit-work.js", import.meta.url))], {
      env: { ...process.env, NODE_ENV: "production" },
      encoding: "utf8",
    }),
  );
