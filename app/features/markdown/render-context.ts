import type { Resolution } from "./parsed";

/** What the rules need besides tokens; `prefix` makes the ids of one post differ from those of every other. */
export type RenderContext = {
  resolution: Resolution;
  prefix: string;
  /** What each citation is called in the text, by its place among the marks. */
  numbers: (string | undefined)[];
};
