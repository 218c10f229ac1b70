import type { Warning, WidgetReference } from "~/features/markdown/markdown";
import { readWidgetAddress } from "~/features/widgets/widgets";
import { readChains } from "~/features/chains/chains.server";

/** Warnings about widgets before posting. */
export async function warnOfWidgets(widgets: WidgetReference[]): Promise<Warning[]> {
  if (widgets.length === 0) return [];
  const chains = await readChains();
  return widgets.flatMap(({ address, line }): Warning[] => {
    const read = readWidgetAddress(address);
    if ("fault" in read) return [{ line, message: `This widget can’t be shown. ${read.fault}` }];
    const unknown = read.widget.refs.filter(({ subject }) => !chains.find(subject));
    return [...unknown.map(({ subject }) => `There is no chain “${subject}” in the registry.`), ...read.remarks].map(
      (message) => ({ line, message }),
    );
  });
}
