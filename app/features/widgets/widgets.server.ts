export { findFrozen, placeWidgets, previewWidgets } from "./pin-widgets.server";
export { readWidgets, type ShownWidget } from "./read-widgets.server";
export { missingWidgetHtml, widgetHtml } from "./widget-html";
export { widgetNotes, widgetPanels, widgetSpec, widgetTimeNotes } from "./widget-spec";
export { widgetTitle } from "./widget-title";
export { widgetWords } from "./widget-words";
