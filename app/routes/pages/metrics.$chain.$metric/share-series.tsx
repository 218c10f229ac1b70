import { useRouteLoaderData } from "@remix-run/react";
import { shareCodes, type Shared, shareFormats, shareThemes } from "~/features/embeds/embeds";
import { metrics, type Window, windowNames, windows } from "~/features/metrics/metrics";
import type { SeriesQuestion, SeriesView } from "~/features/series/series";
import { type Widget, widgetViews } from "~/features/widgets/widgets";
import type { loader as rootLoader } from "~/root";
import { Icon } from "~/ui/icon";

type Props = {
  series: Pick<SeriesView, "subject" | "subjectName" | "metric">;
  question: SeriesQuestion & { window: Window };
};

const viewNames = { line: "Line", bars: "Bars", value: "Value", spark: "Spark", table: "Table" } as const;
const themeNames = { light: "Light", dark: "Dark", auto: "Reader’s" } as const;

/**
 * The frame as it will be, what can be chosen about it, and one code for each format. It opens without script, and codes can
 * then be selected; choosing and copying are done by `share-dialog.ts`.
 */
export function ShareSeries({ series, question }: Props) {
  const origin = useRouteLoaderData<typeof rootLoader>("root")?.origin ?? "";
  const widget: Widget = {
    refs: [
      { subject: series.subject, metric: series.metric },
      ...(question.with ? [{ subject: question.with, metric: series.metric }] : []),
    ],
    window: question.window,
    view: "line",
    mode: "live",
    provider: question.provider,
    ...(question.scale === "log" && { scale: "log" as const }),
  };
  const shared: Shared = {
    origin,
    widget,
    theme: "light",
    title: `${series.subjectName}: ${metrics[series.metric].name}`,
  };
  const codes = shareCodes(shared);
  const row = ({ key, name, action }: (typeof shareFormats)[number]) => (
    <li key={key} data-share-format={key}>
      <span className="share-name">{name}</span>
      <pre tabIndex={0} aria-label={`${name}, code`}>
        {codes[key]}
      </pre>
      <button type="button" className={key === "frame" ? "button button-primary" : "button"} data-share-copy="">
        {action}
      </button>
    </li>
  );
  return (
    <>
      {/* React 18 does not know popovers yet, and passes on what it does not know. */}
      <button type="button" className="button share-open" {...{ popovertarget: "share-series" }}>
        <Icon name="share" />
        Share or embed
      </button>
      <div
        id="share-series"
        className="share"
        data-share={JSON.stringify(shared)}
        {...{ popover: "auto" }}
        role="dialog"
        aria-labelledby="share-series-title"
      >
        <div className="share-head">
          <h2 id="share-series-title">Share or embed</h2>
          <button
            type="button"
            className="quiet"
            aria-label="Close"
            {...{ popovertarget: "share-series", popovertargetaction: "hide" }}
          >
            <Icon name="close" />
          </button>
        </div>
        {/* The script puts the frame in the picture's place. */}
        <div className="share-preview" data-share-preview="">
          <img src={codes.svg} alt={shared.title} width="600" loading="lazy" />
        </div>
        <form className="share-choices" data-share-choices="">
          <Choice
            name="window"
            legend="Window"
            options={windowNames.map((name) => ({ value: name, label: windows[name].name }))}
            chosen={widget.window}
          />
          <Choice
            name="scale"
            legend="Scale"
            options={[
              { value: "linear", label: "Linear" },
              { value: "log", label: "Log" },
            ]}
            chosen={widget.scale ?? "linear"}
          />
          <Choice
            name="view"
            legend="View"
            options={widgetViews
              .filter((view) => view !== "spark" || widget.refs.length === 1)
              .map((view) => ({ value: view, label: viewNames[view] }))
              .toSorted((a, b) => Number(b.value === "line") - Number(a.value === "line"))}
            chosen="line"
          />
          <Choice
            name="theme"
            legend="Theme"
            options={shareThemes.map((theme) => ({ value: theme, label: themeNames[theme] }))}
            chosen="light"
          />
        </form>
        <ul className="share-formats">{shareFormats.filter(({ isRare }) => !isRare).map(row)}</ul>
        <details className="fold share-rare">
          <summary>
            Other formats <span>script with its own height, SVG, JSON, oEmbed</span>
          </summary>
          <ul className="share-formats">{shareFormats.filter(({ isRare }) => isRare).map(row)}</ul>
        </details>
        <p className="visually-hidden" role="status" data-share-said="" />
      </div>
    </>
  );
}

type ChoiceProps = { name: string; legend: string; options: { value: string; label: string }[]; chosen: string };

/** Radio buttons that look like words; the chosen one has a line below it. */
function Choice({ name, legend, options, chosen }: ChoiceProps) {
  return (
    <fieldset className="share-choice">
      <legend>{legend}</legend>
      <div>
        {options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === chosen}
              className="visually-hidden"
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
