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
    const { state } = place.dataset;
    if (state === "stale" || state === "down") {
      place.dataset["state"] = "live";
      write(place, "[data-live-state]", "live");
    }
    place.dataset["age"] = String(point.age);
    place.dataset["asOf"] = point.at;
    shownAt.set(place, performance.now());
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

/** Marks values as stale when no new ones arrive. */
export function showAges(page: ParentNode) {
  for (const place of page.querySelectorAll<HTMLElement>("[data-live][data-age]")) {
    if (place.dataset["state"] === "disputed") continue;
    const { staleAfter, downAfter } = place.dataset;
    const age = Number(place.dataset["age"]) + (performance.now() - (shownAt.get(place) ?? 0)) / 1_000;
    if (age > Number(downAfter)) {
      place.dataset["state"] = "down";
      write(place, "[data-live-state]", "no data since");
    } else if (age > Number(staleAfter)) {
      place.dataset["state"] = "stale";
      write(
        place,
        "[data-live-state]",
        `stale, ${age < 3_600 ? `${Math.floor(age / 60)} min` : `${Math.floor(age / 3_600)} h`} old`,
      );
    }
  }
}
