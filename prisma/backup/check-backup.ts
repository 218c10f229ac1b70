/** Reads a whole backup before anything of it is written: a database is filled only from a file that is known to be whole. */
import { createHash } from "node:crypto";
import { migrationNames } from "../apply-migrations";
import { formatVersion, type Head, NotABackup, Sections } from "./backup-file";

/** A backup that was read to its end, with every hash and count as it says. */
export type CheckedBackup = { file: string; head: Head };

/** Throws a sentence when the file is damaged, not whole, of another format or of a newer release. */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  const sections = new Sections(file);
  try {
    const head = await sections.next("head");
    refuseUnknown(head);
    let tables = 0;
    for (let section = await sections.next("table", "jobs"); section.section === "table"; tables++) {
      await checkRows(sections, section.name);
      section = await sections.next("table", "jobs");
    }
    const end = await sections.next("end");
    if (end.tables !== tables) throw new NotABackup("The backup names another number of tables than it has.");
    await sections.finish();
    return { file, head };
  } finally {
    await sections.close();
  }
}

function refuseUnknown({ counterproof, migrations }: Head) {
  if (counterproof !== formatVersion)
    throw new NotABackup(`This backup has the form ${counterproof}, and this release reads form ${formatVersion}.`);
  const known = new Set(migrationNames());
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new NotABackup(
      `This backup was made by a newer release: it has the migration ${unknown}, which this one lacks. Restore it with that release.`,
    );
}

/** Each row is one line, because PostgreSQL writes a line end within a value as two other characters. */
async function checkRows(sections: Sections, table: string) {
  const hash = createHash("sha256");
  let lines = 0;
  for await (const chunk of sections.data()) {
    hash.update(chunk);
    for (const byte of chunk) if (byte === 10) lines += 1;
  }
  const { count, sha256 } = await sections.next("rows");
  if (hash.digest("hex") !== sha256) throw new NotABackup(`The rows of "${table}" are damaged: their hash differs.`);
  if (lines !== count) throw new NotABackup(`The backup has ${lines} rows of "${table}" and names ${count}.`);
}
