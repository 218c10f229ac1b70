import type { CslItem, DateParts } from "./csl";
import type { SourceKind } from "../source";

/** A source for export: everything that a reference manager gets. */
export type Reference = {
  citekey: string;
  kind: SourceKind;
  csl: CslItem;
  /** The date of access. */
  accessed: DateParts | null;
  archivedUrl: string | null;
  /** The address of the ORCID iD of its only author, who proved it here and shows it. */
  orcid?: string | null;
};

/** Kinds of pages whose content changes, so that references need a date of access. */
export const isLive = ({ kind, csl }: Pick<Reference, "kind" | "csl">) =>
  kind === "dashboard" || (csl.issued === undefined && csl.type === "webpage");
