/** The signs of statuses, drawn in a box of 12: filled and stroked paths in one colour, the text's own. */
import { type Html, html } from "~/ui/html";
import type { Status } from "./status";

type Drawing = { filled?: string; drawn?: string };

const ring = "M6 1.9a4.1 4.1 0 1 1 0 8.2a4.1 4.1 0 1 1 0-8.2z";
const hourglass = {
  drawn: "M2.8 1.4h6.4M2.8 10.6h6.4M3.6 1.4c0 3 4.8 4.4 4.8 9.2M8.4 1.4c0 3-4.8 4.4-4.8 9.2",
};

export const glyphs: Record<Status, Drawing> = {
  corrected: { drawn: "M1.8 10.6h8.4M3.2 8.4l.4-1.8 4.6-4.8 1.5 1.5-4.7 4.7z" },
  off: { filled: "M6 1.4l5 9.2H1z" },
  inconsistent: { drawn: "M9.2 3V1.7H2.8L6.2 6l-3.4 4.3h6.4V9" },
  "not-in-source": { drawn: "M2.4 2.4l7.2 7.2M9.6 2.4L2.4 9.6" },
  disputed: { drawn: "M1.6 4h8.6M8 1.8L10.2 4M10.4 8H1.8M4 10.2L1.8 8" },
  "cant-compare": { drawn: "M1.8 4.3h8.4M1.8 7.7h8.4M8.2 1.6L3.8 10.4" },
  moved: { drawn: ring, filled: "M6 6V1.9A4.1 4.1 0 0 1 10.1 6z" },
  "came-true": { drawn: ring, filled: "M6 1.9a4.1 4.1 0 0 0 0 8.2z" },
  holds: { filled: "M6 2.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z" },
  consistent: { drawn: `${ring}M4.1 5h3.8M4.1 7h3.8` },
  unchecked: { drawn: ring },
  stale: { drawn: "M4.2 2.1a4.3 4.3 0 1 0 3.6 0M6 3.4V6.2l1.7 1.3" },
  forecast: hourglass,
  due: hourglass,
  met: hourglass,
  "partly-met": hourglass,
  missed: hourglass,
  void: hourglass,
  "first-party": { drawn: ring, filled: "M6 4.6a1.4 1.4 0 1 1 0 2.8a1.4 1.4 0 1 1 0-2.8z" },
  sourced: { drawn: "M6.4 10.6V1.7h3.2M8.8 1.7v8.9", filled: "M6.6 1.7H5a2.7 2.7 0 0 0 0 5.4h1.6z" },
  "no-source": {
    drawn: "M3.7 4a2.3 2.3 0 1 1 3.5 2C6.4 6.5 6 6.9 6 7.9",
    filled: "M6 9.2a.9.9 0 1 1 0 1.8a.9.9 0 1 1 0-1.8z",
  },
};

/** A status's sign for html in strings; screen readers hear the word beside it. */
export function glyphHtml(status: Status): Html {
  const { filled, drawn } = glyphs[status];
  return html`<svg class="glyph" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">${filled && html`<path d="${filled}"/>`}${drawn && html`<path class="glyph-line" d="${drawn}"/>`}</svg>`;
}
