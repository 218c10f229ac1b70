/** Html of several numbers at once: the same for everybody, so that it is drawn once for as long as they are remembered. */
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { ChainPanel } from "./components/chain-panel";
import { TodayStrip } from "./components/today-strip";
import { readPanel, readStrip } from "./read-overviews.server";

/** The html of each overview that is remembered. */
const drawn = new WeakMap<object, string>();

/**
 * The html of the numbers above the list of threads, at most ten seconds old; null when no chain has a value. Nothing in it
 * waits for a press, so browsers get no component for it.
 */
export async function drawStrip(): Promise<string | null> {
  const strip = await readStrip();
  return strip && drawOnce(strip, createElement(TodayStrip, { strip }));
}

/** The same of what is measured of one chain or group; null for what is none. */
export async function drawPanel(slug: string): Promise<string | null> {
  const panel = await readPanel(slug);
  return panel && drawOnce(panel, createElement(ChainPanel, { panel }));
}

function drawOnce(overview: object, element: ReactElement): string {
  const html = drawn.get(overview) ?? renderToStaticMarkup(element);
  drawn.set(overview, html);
  return html;
}
