import type { Warning, WidgetReference } from "~/features/markdown/markdown";
import { readWidgetAddress } from "~/features/widgets/widgets";
import { findSubject } from "~/features/series/series.server";

/** Warnings about widgets before posting. */
export function warnOfWidgets(widgets: WidgetReference[]): Warning[] {
  return widgets.flatMap(({ address, line }): Warning[] => {
    const read = readWidgetAddress(address);
    if ("fault" in read) return [{ line, message: `This widget can’t be shown. ${read.fault}` }];
    const unknown = read.widget.refs.filter(({ subject }) => !findSubject(subject));
    return [...unknown.map(({ subject }) => `There is no network “${subject}” in the registry.`), ...read.remarks].map(
      (message) => ({ line, message }),
    );
  });
}
