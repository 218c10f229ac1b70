import type { FieldKey } from "./fact-field";

/** The statement of one source about one chain. */
export type Fact = {
  id: number;
  field: FieldKey;
  value: string;
  note: string;
  since: string | null;
  asOf: string;
  sourceName: string;
  sourceUrl: string;
};

/** One field of a chain: what the registry goes by, and what other sources say instead. */
export type KnownField = { key: FieldKey; label: string; present: Fact; differing: Fact[] };

/** A row of a field's history. */
export type PastFact = Fact & {
  standing: "present" | "differs" | "past";
  /** Null if it came with the registry. */
  enteredBy: { handle: string; name: string } | null;
  enteredAt: Date;
  endedAt: Date | null;
};
