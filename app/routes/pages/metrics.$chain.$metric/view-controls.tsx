import type { SeriesQuestion, SeriesView } from "~/features/series/series";
import { definitions, hasRecordedHours, type Window, windowNames, windows } from "~/features/metrics/metrics";
import { paths } from "~/paths";

type Question = SeriesQuestion & { window: Window };
type Props = { series: SeriesView; question: Question; chains: { slug: string; name: string }[] };

/** How the chart is looked at: window, scale, a second chain. Each is an address. */
export function ViewControls({ series, question, chains }: Props) {
  const at = (change: Partial<Question>) => {
    const asked = { ...question, ...change };
    return paths.series(series, {
      window: asked.window,
      scale: asked.scale === "linear" ? undefined : asked.scale,
      with: asked.with,
      provider: asked.provider,
      definition: asked.definition,
    });
  };
  // A day of daily values is one point.
  const isDaily = definitions[series.definition].datedBy === "beginning" && !hasRecordedHours(series.definition);
  return (
    <div className="view-controls">
      <nav className="segments" aria-label="Window">
        {windowNames.map((name) =>
          name === "24h" && isDaily ? (
            <span key={name} className="segment-none">
              {windows[name].name}
            </span>
          ) : (
            <a key={name} href={at({ window: name })} aria-current={name === question.window ? "true" : undefined}>
              {windows[name].name}
            </a>
          ),
        )}
      </nav>
      <nav className="segments" aria-label="Scale">
        {(["linear", "log"] as const).map((name) => (
          <a key={name} href={at({ scale: name })} aria-current={name === question.scale ? "true" : undefined}>
            {name === "linear" ? "Linear" : "Log"}
          </a>
        ))}
      </nav>
      {chains.length > 0 && (
        <form className="compare" method="get" action={paths.series(series)}>
          <input type="hidden" name="window" value={question.window} />
          {question.scale !== "linear" && <input type="hidden" name="scale" value={question.scale} />}
          {question.provider && <input type="hidden" name="provider" value={question.provider} />}
          {question.definition && <input type="hidden" name="definition" value={question.definition} />}
          <label htmlFor="compare-with">Compare with</label>
          <select className="filter-field" id="compare-with" name="with" defaultValue={question.with ?? ""}>
            <option value="">no other chain</option>
            {chains.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
          <button className="button">Compare</button>
        </form>
      )}
    </div>
  );
}
