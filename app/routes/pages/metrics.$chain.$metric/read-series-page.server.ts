import type { Viewer } from "~/features/auth/auth";
import { toClaimLine } from "~/features/claims/claims";
import { listSharedClaims } from "~/features/claims/claims.server";
import { definitions, type Window } from "~/features/metrics/metrics";
import { type SeriesQuestion, toAsked } from "~/features/series/series";
import {
  findProvenance,
  findSubject,
  listCorrections,
  listEvents,
  listOtherChains,
  listRecordedSpans,
  listSupporting,
  readChange,
  readChart,
  readSeries,
  type SeriesRef,
} from "~/features/series/series.server";

/** Everything the page of one series shows. */
export async function readSeriesPage(ref: SeriesRef, question: SeriesQuestion, viewer: Viewer) {
  const found = await readSeries({ ...ref, ...toAsked(question) });
  const { window } = found;
  const other = question.with ? await readBeside(found.series, question.with, window) : null;
  // Two lines share one time, in which the first may have other points than alone.
  const { series, span } = other?.isDrawn ? other : found;
  const [provenance, corrections, recorded, chains, change, events, { claims }, otherChains] = await Promise.all([
    series.provider ? findProvenance(series) : null,
    listCorrections(series.provider),
    listRecordedSpans(series),
    listSupporting(series.definition),
    readChange(series),
    listEvents(ref.subject, span),
    listSharedClaims({ chain: ref.subject, metric: ref.metric, take: 5 }, viewer),
    listOtherChains(series, 6),
  ]);
  return {
    series,
    span,
    change,
    others: found.others,
    other: other?.isDrawn ? other.other : null,
    refused: question.with
      ? other
        ? other.refused
        : `There is no other chain “${question.with}” to compare with.`
      : null,
    provenance,
    corrections,
    recorded,
    claims: claims.map(toClaimLine),
    otherChains,
    events,
    question: { ...question, window },
    chains: chains.filter(({ slug }) => slug !== ref.subject),
  };
}

export type SeriesFound = Awaited<ReturnType<typeof readSeriesPage>>;

type Drawn = Awaited<ReturnType<typeof readSeries>>["series"];

/** A second chain beside a series: both over one time, or why it is not drawn. Null when there is no such other chain. */
async function readBeside(first: Drawn, slug: string, window: Window) {
  const subject = await findSubject(slug);
  if (!subject || subject.slug === first.subject) return null;
  const { metric, definition, provider } = first;
  const { charted } = await readChart(
    [
      { subject: first.subject, metric, definition, ...(provider && { provider: provider.key }) },
      { subject: subject.slug, metric, definition },
    ],
    { window },
  );
  const [series, other] = charted.series;
  const refused = refusal(other!, definition);
  return { series: series!, other: other!, span: charted.span, refused, isDrawn: refused === null };
}

/** Why the second chain is not drawn, in a sentence; null when it is. Two definitions never share an axis. */
function refusal(other: Drawn, definition: Drawn["definition"]): string | null {
  if (other.unsupported) return `${other.subjectName} can't be compared here. ${other.unsupported}`;
  if (other.definition !== definition)
    return `${other.subjectName} has this only as “${definitions[other.definition].name}”. That is another definition, and two definitions don't share an axis.`;
  if (other.points.length === 0 && !other.endedAt) return `There is no value of ${other.subjectName} yet.`;
  return null;
}
