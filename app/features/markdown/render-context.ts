import type { DiagramSizes } from "~/ui/diagram-size";
import type { Resolution } from "./parsed";

/** The data that render rules need besides tokens; `prefix` makes the ids of one post unique on a page. */
export type RenderContext = {
  resolution: Resolution;
  prefix: string;
  /** Each citation's label in the text, by index of its mark. */
  numbers: (string | undefined)[];
  /** The sizes of diagrams that are known, by their keys. */
  diagrams?: DiagramSizes | undefined;
};
