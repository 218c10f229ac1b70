import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { TodayStrip } from "./components/today-strip";
import { readStrip } from "./read-overviews.server";
import type { Strip } from "./series-view";

/** The html of each strip that is remembered: it is the same for everybody. */
const drawn = new WeakMap<Strip, string>();

/**
 * The html of the numbers above the list of threads, at most ten seconds old; null when no chain has a value. Nothing in it
 * waits for a press, so browsers get no component for it.
 */
export async function drawStrip(): Promise<string | null> {
  const strip = await readStrip();
  if (!strip) return null;
  const html = drawn.get(strip) ?? renderToStaticMarkup(createElement(TodayStrip, { strip }));
  drawn.set(strip, html);
  return html;
}
