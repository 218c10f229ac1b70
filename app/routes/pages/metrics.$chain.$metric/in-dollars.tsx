import { definitions, definitionsOf } from "~/features/metrics/metrics";
import { type SeriesQuestion, type SeriesView, unitOf } from "~/features/series/series";
import { paths } from "~/paths";

type Props = { series: SeriesView; other: SeriesView; question: SeriesQuestion };

/** Where two chains pay fees in different tokens: why there are two charts, and the way to both in dollars. */
export function InDollars({ series, other, question }: Props) {
  if (unitOf(series).key === unitOf(other).key) return null;
  const inDollars = definitionsOf(series.metric).find((id) => definitions[id].unit === "USD");
  return (
    <p className="chart-note">
      {series.subjectName} and {other.subjectName} are in different tokens, so each has an axis of its own.{" "}
      {inDollars && (
        <a
          href={paths.series(series, {
            window: question.window ?? undefined,
            scale: question.scale === "log" ? "log" : undefined,
            with: other.subject,
            definition: inDollars,
          })}
        >
          Both in US dollars: {definitions[inDollars].name}
        </a>
      )}
    </p>
  );
}
