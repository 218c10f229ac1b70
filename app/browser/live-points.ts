import { freshnessInWords, freshnessOf } from "~/ui/age";
import { formatMinute, formatSecond } from "~/ui/dates";

/** A new value from the server. */
export type Point = {
  topic: string;
  definition: string;
  provider: string;
  at: string;
  /** Seconds, by the server's clock. */
  age: number;
  value: string;
  shown: { text: string; unit: string };
  block?: number;
};

const flash = 900;

/** When an element got its value, by the page's monotonic clock, because readers' clocks can be wrong. */
const shownAt = new WeakMap<HTMLElement, number>();

/** Writes a point into the elements that show its series; false if there are none. */
export function showPoint(page: ParentNode, point: Point): boolean {
  const places = [...page.querySelectorAll<HTMLElement>(`[data-live="${CSS.escape(point.topic)}"]`)].filter(
    ({ dataset }) => dataset["definition"] === point.definition && dataset["provider"] === point.provider,
  );
  for (const place of places) {
    // The page can be newer than this point.
    if (shownUntil(place) > Date.parse(point.at)) continue;
    const isNew = write(place, "[data-live-value]", point.shown.text);
    write(place, "[data-live-unit]", point.shown.unit);
    write(place, "[data-live-block]", String(point.block ?? ""));
    place.dataset["age"] = String(point.age);
    place.dataset["asOf"] = point.at;
    shownAt.set(place, performance.now());
    showAge(place);
    for (const time of place.querySelectorAll<HTMLTimeElement>("time[data-live-as-of]")) {
      time.dateTime = point.at;
      time.title = formatMinute(point.at);
      time.textContent = formatSecond(point.at);
    }
    if (!isNew) continue;
    place.classList.add("is-new");
    setTimeout(() => place.classList.remove("is-new"), flash);
  }
  return places.length > 0;
}

const shownUntil = (place: HTMLElement) => Date.parse(place.dataset["asOf"] ?? "") || 0;

function write(place: HTMLElement, selector: string, text: string): boolean {
  const part = place.querySelector(selector);
  if (!part || part.textContent === text) return false;
  part.textContent = text;
  return true;
}

/** Counts the ages of values that have just come with a part of a newer page from now on, not from the loading of this page. */
export function countAgesFromNow(part: ParentNode) {
  for (const place of part.querySelectorAll<HTMLElement>("[data-live]")) shownAt.set(place, performance.now());
}

/** Marks values as stale when no new ones arrive. */
export function showAges(page: ParentNode) {
  for (const place of page.querySelectorAll<HTMLElement>("[data-live][data-age]")) showAge(place);
}

/** Sets a place's state by the age of its value and its own limits, as the server does; a fresh value keeps what else is said of it. */
function showAge(place: HTMLElement) {
  const { state, staleAfter, downAfter } = place.dataset;
  const age = Number(place.dataset["age"]) + (performance.now() - (shownAt.get(place) ?? 0)) / 1_000;
  const freshness = freshnessOf(age, { staleAfter: Number(staleAfter), downAfter: Number(downAfter) });
  if (freshness === "live" && state !== "stale" && state !== "down") return;
  place.dataset["state"] = freshness;
  write(place, "[data-live-state]", freshnessInWords(freshness, age));
}
