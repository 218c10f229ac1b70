export { findFrozen, placeWidgets, previewWidgets } from "./pin-widgets.server";
export { readWidgets, type ShownWidget } from "./read-widgets.server";
export {
  missingWidgetHtml,
  widgetHtml,
  widgetNotes,
  widgetPanels,
  widgetSpec,
  widgetTimeNotes,
  widgetTitle,
  widgetWords,
} from "./widget-html";
