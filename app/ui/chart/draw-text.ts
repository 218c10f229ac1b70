import { el, type Markup } from "./markup";

type Given = {
  anchor?: "start" | "middle" | "end";
  fill?: string;
  size?: number;
  isStrong?: boolean;
  hasHalo?: boolean;
};

/** A line of text, 12 px in third ink unless said. */
export function drawText(content: string, x: number, y: number, given: Given = {}): Markup {
  const { anchor = "start", fill = "var(--ink-3)", size = 12, isStrong = false, hasHalo = false } = given;
  return el(
    "text",
    {
      x,
      y,
      fill,
      "font-size": size,
      "font-weight": isStrong ? 600 : undefined,
      "text-anchor": anchor === "start" ? undefined : anchor,
      // A halo in the background colour keeps text readable on lines.
      ...(hasHalo && {
        stroke: "var(--page)",
        "stroke-width": 4,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }),
    },
    content,
  );
}
