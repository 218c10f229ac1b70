import type { DefinitionId } from "./definitions";

export type Quality = "provisional" | "final" | "estimated";

/** One measured value: of whom, by which definition, when. The provider and the visit are added where it is stored. */
export type Observation = {
  subject: string;
  definition: DefinitionId;
  at: Date;
  /** Decimal string in the definition's unit. */
  value: string;
  quality: Quality;
  blockFrom?: number;
  blockTo?: number;
  blockHash?: string;
  /** How many blocks or receipts an estimate rests on, and its standard error. */
  sample?: number;
  error?: string;
};
