/** Widgets of posts as html, read with a few queries, whatever their number. */
import { type PlacedWidget, readWidgetAddress } from "~/features/widgets/widgets";
import {
  findFrozen,
  missingWidgetHtml,
  readWidgets,
  type ShownWidget,
  widgetHtml,
  widgetWords,
} from "~/features/widgets/widgets.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import type { Html } from "~/ui/html";

/** The widgets of one text; `frozen` holds values of unsaved ones, by number from 1. */
type Given = { id: number; widgets: PlacedWidget[]; frozen?: Frozen };
type Frozen = Awaited<ReturnType<typeof findFrozen>> extends Map<string, infer Drawn> ? Map<number, Drawn> : never;

/** Returns a function that writes a post's widget by number, from 1. */
export async function widgetFiller(texts: Given[], isPage: boolean) {
  const placed = texts.flatMap(({ id, widgets, frozen }) =>
    widgets.map((widget, index) => ({
      id,
      ordinal: index + 1,
      widget,
      frozen,
      read: readWidgetAddress(widget.address),
    })),
  );
  if (placed.length === 0) return () => undefined;
  const shown = await readWidgets(placed.flatMap(({ read }) => ("widget" in read ? [read.widget] : [])));
  const stored = await findFrozen(
    db,
    placed.flatMap(({ id, ordinal, widget, frozen, read }) =>
      !frozen && "widget" in read && read.widget.mode === "pinned"
        ? [{ postId: id, revision: widget.revision, ordinal }]
        : [],
    ),
  );
  let next = 0;
  const html = new Map<string, Html>();
  for (const { id, ordinal, widget, frozen, read } of placed) {
    const own = "widget" in read ? shown[next++]! : null;
    const drawn = frozen?.get(ordinal) ?? stored.get(`${id}:${ordinal}`) ?? null;
    const given = { id, ordinal, widget, fault: "fault" in read ? read.fault : "", shown: own, drawn };
    html.set(`${id}:${ordinal}`, writeOrSay(given, isPage));
  }
  return (id: number, ordinal: number) => html.get(`${id}:${ordinal}`);
}

type Written = {
  id: number;
  ordinal: number;
  widget: PlacedWidget;
  fault: string;
  shown: ShownWidget | null;
  drawn: ShownWidget["series"] | null;
};

/** A widget that can't be drawn costs itself alone. */
function writeOrSay(given: Written, isPage: boolean): Html {
  try {
    return write(given, isPage);
  } catch (error) {
    log().error({ err: error, post: given.id, widget: given.ordinal }, "a widget could not be drawn");
    return missingWidgetHtml(given.widget.caption, "It can't be drawn just now.");
  }
}

function write({ id, ordinal, widget, fault, shown, drawn }: Written, isPage: boolean): Html {
  const { caption, pinned } = widget;
  if (!shown) return missingWidgetHtml(caption, fault);
  if (shown.series.length === 0) return missingWidgetHtml(caption, shown.refused.join(" "));
  const origin = env().publicOrigin;
  const given = { shown, caption, key: `widget-${id}-${ordinal}`, pinned, frozen: drawn, origin };
  return drawnOnce(shown, JSON.stringify([given.key, shown.widget, caption, pinned, drawn === null, isPage]), () =>
    isPage ? widgetHtml(given) : widgetWords(given),
  );
}

/** Cached html is valid as long as the data that it was drawn from, because drawing is slower than reading. */
const written = new WeakMap<ShownWidget["series"], Map<string, Html>>();

function drawnOnce({ series }: ShownWidget, key: string, draw: () => Html): Html {
  const known = written.get(series) ?? new Map<string, Html>();
  written.set(series, known);
  const html = known.get(key) ?? draw();
  known.set(key, html);
  return html;
}
