/** The values of a widget: for each series its newest value, its state and its value at posting. */
import { type DrawnSeries, figureOfView, markAttributes, stateInWords, unitOf } from "~/features/series/series";
import { formatSecond } from "~/ui/dates";
import { type Html, html } from "~/ui/html";
import { formatQuantity } from "~/ui/quantity";
import type { PinnedValue } from "./pinned";
import { shownPins, type WidgetGiven } from "./widget-spec";
import { nameIn } from "./widget-title";

/** One series as a list item: its name where there are several, its value, its state, and its value at posting. */
export function valueItem(drawn: DrawnSeries, given: WidgetGiven, isAlone: boolean): Html {
  const name = !isAlone && html`<span class="widget-name">${nameIn(drawn, given.shown.widget)}</span> `;
  const at = pinOf(drawn, given);
  if (shownPins(given)) {
    const then = html`<span class="widget-pin">pinned at posting: <b class="widget-figure">${atPosting(at, drawn)}</b></span>`;
    const now = figureOfView(drawn)
      ? html`${figure(drawn)}${state(drawn, true)}`
      : html`<span class="widget-figure">${stateInWords(drawn)}</span>`;
    return html`<li>${name}${then} · <span class="widget-now"${markAttributes(drawn)}>now: ${now}</span></li>`;
  }
  const then = at && at.value !== drawn.value && noteOfThen(at, drawn);
  const marks = !isAlone && markAttributes(drawn);
  return html`<li${marks}>${name}${figure(drawn)}${state(drawn)}${isAlone ? null : when(drawn)}${then}</li>`;
}

/** The value at posting of one series; null outside posts. */
export const pinOf = ({ subject, metric }: DrawnSeries, { pinned }: WidgetGiven): PinnedValue | null =>
  pinned?.values.find((value) => value.subject === subject && value.metric === metric) ?? null;

/** The value at posting with its unit. */
export const atPosting = (at: PinnedValue | null, drawn: DrawnSeries) =>
  at?.value == null ? "no data then" : formatQuantity(at.value, unitOf(drawn));

const noteOfThen = (at: PinnedValue, drawn: DrawnSeries) =>
  html` <span class="widget-then">at posting: ${atPosting(at, drawn)}</span>`;

function figure(drawn: DrawnSeries): Html | null {
  const shown = figureOfView(drawn);
  if (!shown) return null;
  return html`<span class="widget-figure"><span data-live-value>${shown.text}</span> <span class="widget-unit" data-live-unit>${shown.unit}</span></span> `;
}

/** The state in words beside its sign. Where `isShort`, only screen readers hear "live". */
function state(drawn: DrawnSeries, isShort = false): Html {
  const since = drawn.state === "down" && drawn.asOf && html` ${time(drawn.asOf)}`;
  const hiding = isShort && drawn.state === "live" && " visually-hidden";
  return html`<span class="series-state${hiding}"><span class="state-sign" aria-hidden="true"></span><span data-live-state>${stateInWords(drawn)}</span>${since}</span>`;
}

/** The moment of the newest value, unless the state already gives it. */
const when = ({ asOf, state: is }: DrawnSeries) =>
  asOf && is !== "down" && is !== "archive" && html` <span class="widget-as-of">${time(asOf)}</span>`;

export const time = (iso: string) => html`<time datetime="${iso}" data-live-as-of>${formatSecond(iso)}</time>`;
