import type { DrawnSeries } from "~/features/series/series";
import { paths } from "~/paths";
import type { Widget } from "./widget";

/** The page of the first series, with the widget's window, scale, provider and second series. */
export function pageOf(widget: Widget, first: DrawnSeries): string {
  const other = widget.refs.find((ref) => ref.subject !== first.subject && ref.metric === first.metric);
  return paths.series(first, {
    window: widget.window,
    ...(other && { with: other.subject }),
    ...(widget.scale && { scale: widget.scale }),
    ...(widget.provider && { provider: widget.provider }),
  });
}
