import type { Member } from "~/features/auth/auth";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { addressesIn, type FactField, faultInValue } from "./fact-field";
import { faultInAddresses } from "./nodes.server";
import { expireChains } from "./read-chains.server";
import { type Correction, isInFuture } from "./fact-form";

type Given = { chain: string; field: FactField; by: Member; instead: number } & Correction;

export type Corrected =
  | { ok: true }
  | { ok: false; reason: "no-chain" }
  | { ok: false; reason: "changed"; value: string }
  | { ok: false; reason: "fault"; at: "value" | "asOf" | "since"; words: string };

/**
 * Replaces a fact's value. The old one stays in the history with its source and dates. Refused if the fact changed
 * since the form was opened.
 */
export async function correctFact({ chain, field, by, instead, differing, ...said }: Given): Promise<Corrected> {
  const words =
    faultInValue(field.key, said.value) ?? (field.key === "node" ? faultInAddresses(addressesIn(said.value)) : null);
  if (words) return { ok: false, reason: "fault", at: "value", words };

  const corrected = await inTransaction(async (tx): Promise<Corrected> => {
    // Serializes simultaneous corrections by two administrators.
    const found = await tx.$queryRaw<unknown[]>`select 1 from "Chain" where "slug" = ${chain} for no key update`;
    if (found.length === 0) return { ok: false, reason: "no-chain" };
    const now = await databaseNow(tx);
    for (const at of ["asOf", "since"] as const) {
      const date = said[at];
      if (date && isInFuture(date, now))
        return { ok: false, reason: "fault", at, words: "That date is in the future." };
    }

    const place = { chainSlug: chain, field: field.key };
    const present = await tx.chainFact.findFirst({ where: { ...place, standing: "present" } });
    // The form was sent twice.
    if (present?.enteredById === by.id && isSame(present, said)) return { ok: true };
    if ((present?.id ?? 0) !== instead) return { ok: false, reason: "changed", value: present?.value ?? "" };

    const ends = differing === "end" ? { not: "past" as const } : ("present" as const);
    await tx.chainFact.updateMany({ where: { ...place, standing: ends }, data: { standing: "past", endedAt: now } });
    await tx.chainFact.create({ data: { ...place, ...said, standing: "present", enteredById: by.id, enteredAt: now } });
    return { ok: true };
  });
  expireChains();
  return corrected;
}

type Said = Omit<Correction, "differing">;

const isSame = (present: Said, said: Said) =>
  (["value", "note", "since", "asOf", "sourceName", "sourceUrl"] as const).every((key) => present[key] === said[key]);
