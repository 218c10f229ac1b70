/**
 * Takes a Discourse forum over, or follows what changed there since the last run:
 *
 *   npm run import-discourse -- --from https://forum.example --tags FILE [--owners FILE] [--topics 12,40] [--pause 1000]
 *   npm run import-discourse -- --folder DIR --from https://forum.example --tags FILE
 *
 * The second form reads a folder of its JSON and asks nobody. Writes to the database of `DATABASE_URL`, or local mode's in
 * `DATA_DIR`, also while the forum runs; docs/running.md says what the tables hold.
 * The report is written to `import-HOST.txt`, or where `--report FILE` says. A run that was broken off is continued by the same
 * command; `--again` reads all topics anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { countsInWords, readOwnerTable, readTagTable } from "../app/features/imports/imports";
import { discourseInFolder, discourseOverHttp, importForum, writeReport } from "../app/features/imports/imports.server";
import { closeDatabase, openDatabase } from "../app/platform/db.server";
import { env } from "../app/platform/env.server";
import { closeLanes, warmLanes } from "../app/platform/lanes.server";
import { openForum } from "./open-forum";
import { counted } from "../app/ui/count";

const usage =
  "Usage: npm run import-discourse -- --from https://forum.example --tags FILE [--folder DIR] [--owners FILE] [--topics 12,40] [--pause 1000] [--report FILE] [--again]";

function readArguments() {
  try {
    return parseArgs({
      options: {
        from: { type: "string" },
        folder: { type: "string" },
        tags: { type: "string" },
        owners: { type: "string" },
        topics: { type: "string" },
        pause: { type: "string", default: "1000" },
        report: { type: "string" },
        again: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ""} ${usage}`, { cause: error });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`${file} can't be read. ${usage}`, { cause: error });
  }
}

async function main() {
  const given = readArguments();
  const { publicOrigin, formerHosts } = env();
  const address = given.from && /^https?:\/\/[^/?#\s]+\/?$/.test(given.from) ? given.from.replace(/\/$/, "") : null;
  if (!address || !given.tags) throw new Error(usage);
  const pause = Number(given.pause);
  const only = given.topics?.split(",").map(Number);
  if (!(pause >= 0) || only?.some((id) => !Number.isSafeInteger(id) || id <= 0)) throw new Error(usage);
  const tell = (words: string) => console.log(words);
  const there = given.folder
    ? discourseInFolder({ folder: given.folder, address })
    : discourseOverHttp({ address, pause, tell });
  const tags = readTagTable(read(given.tags));
  const owners = given.owners ? readOwnerTable(read(given.owners)) : new Map<string, string>();
  const forum = await openForum();
  openDatabase({ url: forum.url });
  try {
    await warmLanes();
    const asked = { there, tags, owners, formerHosts, ownOrigin: publicOrigin, only, again: given.again, tell };
    const report = await importForum(asked);
    if (!report) throw new Error("Another import runs on this database. Wait for its end.");
    const file = given.report ?? `import-${report.host.replaceAll(/[^a-z0-9.-]/g, "-")}.txt`;
    const lines = await writeReport(report, (text) => writeFileSync(file, text));
    console.log(`${countsInWords(report.counts)}. ${counted(lines, "line")} in ${file}.`);
    if (report.failed > 0) {
      console.error(`${report.failed} topics could not be read. Run the command again: it goes on with them.`);
      process.exitCode = 1;
    }
  } finally {
    await closeLanes();
    await closeDatabase();
    await forum.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
