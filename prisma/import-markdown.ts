/**
 * Keeps a page of markdown as a member's draft of a new thread, which they look at and post themselves:
 *
 *   npm run import-markdown -- FILE --as HANDLE [--replace]
 *
 * Writes to the database of `DATABASE_URL`, or local mode's in `DATA_DIR`. The same is on the page for new threads.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { beginFromMarkdown, findAssignee } from "../app/features/imports/imports.server";
import { paths } from "../app/paths";
import { closeDatabase, openDatabase } from "../app/platform/db.server";
import { env } from "../app/platform/env.server";
import { openForum } from "./open-forum";

const usage = "Usage: npm run import-markdown -- FILE --as HANDLE [--replace]";

const sentences = {
  empty: "This file holds no text.",
  "has-draft": "This member has a draft of a new thread. --replace puts the file in its place.",
  "too-long": "This text is longer than a draft holds. Split it into several files.",
  "too-many": "This member has as many drafts as are kept.",
};

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { as: { type: "string" }, replace: { type: "boolean", default: false } },
    });
  } catch (error) {
    throw new Error(usage, { cause: error });
  }
}

function read(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw new Error(`${file} can't be read as text in UTF-8. ${usage}`, { cause: error });
  }
}

async function main() {
  const { values, positionals } = readArguments();
  const { publicOrigin } = env();
  const [file] = positionals;
  if (!file || !values.as) throw new Error(usage);
  const text = read(file);
  const forum = await openForum();
  openDatabase({ url: forum.url });
  try {
    const member = await findAssignee(values.as);
    if (!member) throw new Error(`Nobody has the handle ${values.as}.`);
    const begun = await beginFromMarkdown(member.id, text, { replaces: values.replace });
    if (!begun.ok) throw new Error(sentences[begun.reason]);
    if (begun.missing.length > 0) console.log(`These tags are not here: ${begun.missing.join(", ")}.`);
    console.log(`@${member.handle} finds the draft at ${publicOrigin}${paths.newThread()}.`);
  } finally {
    await closeDatabase();
    await forum.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
