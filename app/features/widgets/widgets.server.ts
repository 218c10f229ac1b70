export { findFrozen, placeWidgets, previewWidgets } from "./pin-widgets.server";
export { readWidgets, type ShownWidget } from "./read-widgets.server";
export {
  missingWidgetHtml,
  widgetHtml,
  widgetNotes,
  widgetPanels,
  widgetSpec,
  widgetTitle,
  widgetWords,
} from "./widget-html";
