/** Messages between a page and its diagram's frame. */
export const diagramLimits = { sourceBytes: 20_000, drawnOnAPage: 20, drawnInADocument: 60, edges: 300 };

/** The page's colours, so that a drawing matches the text. */
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

/** To the frame. Each order has a number that its answer repeats. */
export type DrawOrder = { kind: "draw"; order: number; source: string; label: string; look: Look };

/**
 * From the frame: ready; started; drawn, with the height that the whole drawing takes in a frame of this width, and its own
 * size; failed, with the reason.
 */
export type FrameNote =
  | { kind: "ready" }
  | { kind: "begun"; order: number }
  | { kind: "drawn"; order: number; height: number; width: number; natural: { width: number; height: number } }
  | { kind: "failed"; order: number; why: string };
