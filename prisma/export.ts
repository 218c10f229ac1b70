/**
 * Writes the forum as open files, which other programs read and `npm run import-export` makes a forum of:
 *
 *   npm run export -- FILE.zip           what visitors read
 *   npm run export -- --full FOLDER      also what members alone and moderators see, and hashes of passwords
 *
 * Reads the database of `DATABASE_URL`, or local mode's in `DATA_DIR`, also while the forum runs.
 */
import { openForum } from "./open-forum";
import { writeExport } from "./exports/write-export";

const usage = "Usage: npm run export -- [--full] PATH, where PATH ends in .zip, or is a folder that is new or empty.";

async function main(given: string[]) {
  const [path, ...more] = given.filter((word) => word !== "--full");
  if (path === undefined || path.startsWith("-") || more.length > 0) throw new Error(usage);
  const forum = await openForum();
  try {
    const { files, bytes } = await writeExport(forum.url, given.includes("--full") ? "full" : "public", path);
    console.log(`${path}: ${files.toLocaleString("en")} files, ${Math.ceil(bytes / 1_000).toLocaleString("en")} kB.`);
  } finally {
    await forum.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
