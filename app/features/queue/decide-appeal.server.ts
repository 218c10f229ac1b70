import { z } from "zod";
import type { CaseRow } from "~/features/cases/cases.server";
import { decideAppeal } from "~/features/sanctions/sanctions.server";
import type { Outcome } from "./outcome";

const Payload = z.object({ appealId: z.int().positive() });

/** The appeal of a case; null for other cases. */
export const appealOf = ({ kind, payload }: CaseRow): number | null =>
  kind === "appeal" ? Payload.parse(payload).appealId : null;

export const decideAboutAppeal: Outcome = async (tx, { row, by, decision, reason }) => {
  const { appealId } = Payload.parse(row.payload);
  const decided = await decideAppeal(tx, { appealId, by, isGranted: decision === "grant", answer: reason });
  return decided.ok ? decided : { ...decided, status: 409 };
};
