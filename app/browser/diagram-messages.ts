/** What a page and its diagram's frame tell each other. */
export const diagramLimits = { sourceBytes: 20_000, drawnOnAPage: 20, edges: 300 };

/** Colours as the page shows them, so that a drawing looks like the text around it. */
export const lookColours = [
  "page",
  "well",
  "line-2",
  "ink",
  "ink-2",
  "ink-3",
  "accent",
  "wash",
  "signal-wash",
] as const;
export type Look = Record<(typeof lookColours)[number], string> & { isDark: boolean };

/** To the frame. Each order has a number, which its answer repeats. */
export type DrawOrder = { kind: "draw"; order: number; source: string; label: string; look: Look };

/** From the frame: it can draw; it begins to; it has drawn, and is so high; it can't, and why. */
export type FrameNote =
  | { kind: "ready" }
  | { kind: "begun"; order: number }
  | { kind: "drawn"; order: number; height: number }
  | { kind: "failed"; order: number; why: string };
