import type { CslItem, DateParts } from "./csl";
import type { SourceKind } from "../source";

/** A source as it leaves the house: everything that a reference manager is told. */
export type Reference = {
  citekey: string;
  kind: SourceKind;
  csl: CslItem;
  /** When it was last read here. */
  accessed: DateParts | null;
  archivedUrl: string | null;
};

/** Pages whose content changes: a reader wants to know when they were read. */
export const isLive = ({ kind, csl }: Pick<Reference, "kind" | "csl">) =>
  kind === "dashboard" || (csl.issued === undefined && csl.type === "webpage");
