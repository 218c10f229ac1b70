export type { Pinned, PlacedWidget } from "./pinned";
export {
  mostSeries,
  readWidgetAddress,
  readWidgetQuery,
  type Widget,
  widgetMarkdown,
  widgetQuery,
  type WidgetView,
  widgetViews,
} from "./widget";
