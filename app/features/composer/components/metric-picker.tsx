import { useEffect, useId, useRef, useState } from "react";
import { isWindow, windowNames, windows } from "~/features/metrics/metrics";
import { mostSeries, type Widget, widgetMarkdown, type WidgetView, widgetViews } from "~/features/widgets/widgets";
import type { PickedSeries } from "~/features/series/series.server";
import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import { ChoiceDialog } from "./choice-dialog";
import { askForPreview } from "./use-live-preview";

const viewWords: Record<WidgetView, string> = {
  line: "Line",
  bars: "Bars",
  value: "Value",
  spark: "Spark line",
  table: "Table",
};

const pause = 200;

type Props = { onInsert(markdown: string): void; onClose(): void };

/** Finds a chain's metric, previews it as in a post, and returns markdown. */
export function MetricPicker({ onInsert, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<PickedSeries[]>([]);
  const [look, setLook] = useState<Pick<Widget, "window" | "view" | "mode">>({
    window: "30d",
    view: "line",
    mode: "live",
  });
  const [caption, setCaption] = useState("");
  const found = useFound(words);
  const markdown =
    chosen.length > 0
      ? widgetMarkdown({ refs: chosen.map(({ subject, metric }) => ({ subject, metric })), ...look }, caption)
      : "";
  const preview = usePreview(markdown);

  const isChosen = (series: PickedSeries) =>
    chosen.some(({ subject, metric }) => subject === series.subject && metric === series.metric);
  const toggle = (series: PickedSeries) =>
    setChosen(
      isChosen(series)
        ? chosen.filter(({ subject, metric }) => subject !== series.subject || metric !== series.metric)
        : [...chosen, series].slice(-mostSeries),
    );

  return (
    <ChoiceDialog dialog={dialog} className="metric-picker" title="Add a metric" onClose={onClose}>
      <label htmlFor={`${id}-words`}>Chain and metric</label>
      <input
        id={`${id}-words`}
        type="search"
        autoComplete="off"
        placeholder="base tps"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <fieldset className="metric-picker-found">
        <legend className="visually-hidden">Series, up to {mostSeries}</legend>
        {[...chosen, ...found.items.filter((series) => !isChosen(series))].map((series) => (
          <label key={`${series.subject}/${series.metric}`}>
            <input type="checkbox" checked={isChosen(series)} onChange={() => toggle(series)} />
            <span>
              <b>{series.subjectName}</b> {series.metricName}
            </span>
            <span className="metric-picker-value">{series.says}</span>
          </label>
        ))}
        {found.items.length === 0 && <p role="status">{found.says}</p>}
      </fieldset>
      <div className="metric-picker-look">
        <Choice
          label="Window"
          value={look.window}
          options={windowNames.map((name) => [name, windows[name].name])}
          onChoose={(window) => isWindow(window) && setLook({ ...look, window })}
        />
        <Choice
          label="View"
          value={look.view}
          options={widgetViews.map((view) => [view, viewWords[view]])}
          onChoose={(view) => setLook({ ...look, view: view as WidgetView })}
        />
        <Choice
          label="Numbers"
          value={look.mode}
          options={[
            ["live", "Live"],
            ["pinned", "Pinned at posting"],
          ]}
          onChoose={(mode) => setLook({ ...look, mode: mode === "pinned" ? "pinned" : "live" })}
        />
      </div>
      <label htmlFor={`${id}-caption`}>Caption, if the metric’s name is not enough</label>
      <input
        id={`${id}-caption`}
        maxLength={120}
        value={caption}
        onChange={(event) => setCaption(event.target.value)}
      />
      <section className="metric-picker-preview" aria-label="As it will be shown" aria-live="polite">
        {markdown === "" ? (
          <p>Choose a series, and see it here as it will be published.</p>
        ) : (
          <HtmlBody id="metric-preview" className="prose" html={preview.html} />
        )}
        {preview.words && <p className="field-error">{preview.words}</p>}
      </section>
      <div className="form-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={markdown === ""}
          onClick={() => {
            // Closing gives focus back to the button that opened it; inserting takes it into the text.
            dialog.current?.close();
            onInsert(markdown);
          }}
        >
          Insert
        </button>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </ChoiceDialog>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: [value: string, name: string][];
  onChoose(value: string): void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}

type Found = { items: PickedSeries[]; says: string };

/** Series that match these words, requested shortly after the last key; `says` why the list is empty. */
function useFound(words: string): Found {
  const [found, setFound] = useState<Found>({ items: [], says: "Looking for series …" });
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      void askForSeries(words, asked.signal).then((answer) => answer && setFound(answer));
    }, pause);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [words]);
  return found;
}

/** Null if it was aborted. A list of earlier words would answer another question, so a failure empties it. */
async function askForSeries(words: string, signal: AbortSignal): Promise<Found | null> {
  try {
    const answer = await fetch(paths.pickMetric(words), { signal });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const { items } = (await answer.json()) as { items: PickedSeries[] };
    return { items, says: `Nothing is measured by the name of “${words}”.` };
  } catch {
    if (signal.aborted) return null;
    return { items: [], says: "The list of series did not load. Check your connection, then type again." };
  }
}

/** A preview of this markdown. */
function usePreview(markdown: string) {
  const [preview, setPreview] = useState({ html: "", words: "" });
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      void askForPreview(markdown, asked.signal).then((answer) => {
        if (!answer) return;
        const words = [answer.words, ...answer.warnings.map(({ message }) => message)].filter(Boolean).join(" ");
        setPreview((before) => ({ html: answer.html ?? before.html, words }));
      });
    }, pause);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [markdown]);
  return preview;
}
