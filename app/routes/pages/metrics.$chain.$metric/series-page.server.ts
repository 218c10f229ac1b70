import type { SeriesQuestion } from "~/features/series/series";
import { definitions } from "~/features/metrics/metrics";
import {
  findProvenance,
  findSubject,
  listCorrections,
  listEvents,
  listRecordedSpans,
  listSupporting,
  readSeries,
  type SeriesRef,
} from "~/features/series/series.server";

/** Everything the page of one series shows. */
export async function loadSeriesPage(ref: SeriesRef, question: SeriesQuestion) {
  const { series, others, now } = await readSeries({ ...ref, ...question });
  const [provenance, corrections, recorded, networks, other] = await Promise.all([
    series.provider ? findProvenance(series) : null,
    listCorrections(series.provider?.key ?? "", 5),
    listRecordedSpans(series),
    listSupporting(series.definition),
    question.with ? readOther(ref, question, series.definition) : null,
  ]);
  return {
    series,
    now: now.toISOString(),
    others,
    other,
    refused: question.with ? refusal(question.with, other, series.definition) : null,
    provenance,
    corrections,
    recorded,
    events: await listEvents(ref.subject, question.window),
    question,
    networks: networks.filter(({ slug }) => slug !== ref.subject),
  };
}

type Drawn = Awaited<ReturnType<typeof readSeries>>["series"];

async function readOther(ref: SeriesRef, question: SeriesQuestion, definition: string): Promise<Drawn | null> {
  const subject = await findSubject(question.with ?? "");
  if (!subject || subject.slug === ref.subject) return null;
  const { series } = await readSeries({
    subject: subject.slug,
    metric: ref.metric,
    window: question.window,
    definition,
  });
  return series;
}

/** Why the second network is not drawn, in a sentence; null when it is. Two definitions never share an axis. */
function refusal(slug: string, other: Drawn | null, definition: Drawn["definition"]): string | null {
  if (!other) return `There is no other chain “${slug}” to compare with.`;
  if (other.unsupported) return `${other.subjectName} can't be compared here. ${other.unsupported}`;
  if (other.definition !== definition)
    return `${other.subjectName} has this only as “${definitions[other.definition].name}”. That is another definition, and two definitions don't share an axis.`;
  if (other.points.length === 0) return `There is no data of ${other.subjectName} in this window.`;
  return null;
}
