/** The report of an import: what it did, and each thing that stays as it was there, with where it stands here. */
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { ImportReport } from "./import-forum.server";
import { isReported, lineOf, readNotes } from "./note";
import { countsInWords } from "./run-counts";

const atOnce = 500;

/** Hands the whole report over as text; answers with the number of its lines. */
export async function writeReport(report: ImportReport, write: (text: string) => void): Promise<number> {
  const lines = report.notes.map(lineOf);
  for await (const { notes, place } of notedPosts(report.originId))
    lines.push(...notes.map((note) => `${place}  ${lineOf(note)}`));
  write([`${report.host}: ${countsInWords(report.counts)}.`, "", ...lines, ""].join("\n"));
  return lines.length;
}

/** Posts of this forum with something to report, and where each stands here. */
async function* notedPosts(originId: number) {
  for (let after = 0; ;) {
    const rows = await db.importedPost.findMany({
      where: { originId, externalId: { gt: after }, notes: { not: [] } },
      orderBy: { externalId: "asc" },
      take: atOnce,
      select: { externalId: true, topicId: true, number: true, notes: true, postId: true },
    });
    for (const { topicId, number, notes, postId } of rows) {
      const place = `${env().publicOrigin}${paths.post({ id: postId })} (topic ${topicId}, post ${number})`;
      yield { notes: readNotes(notes).filter(isReported), place };
    }
    if (rows.length < atOnce) return;
    after = rows.at(-1)!.externalId;
  }
}
