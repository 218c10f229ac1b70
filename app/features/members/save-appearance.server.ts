import { db } from "~/platform/db.server";
import type { Appearance } from "~/ui/appearance";

/** Keeps what a member chose; what is left out stays as it is. */
export async function saveAppearance(memberId: number, chosen: Partial<Appearance>) {
  await db.member.updateMany({ where: { id: memberId }, data: chosen });
}
