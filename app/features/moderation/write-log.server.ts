import type { Member } from "~/features/auth/auth";
import type { Tx } from "~/platform/db.server";
import type { LoggedKind } from "./mod-action";

export type LogEntry = {
  by: Pick<Member, "id">;
  kind: LoggedKind;
  reason: string;
  at: Date;
  threadId?: number;
  tagSlug?: string;
  memberId?: number;
  /** Public: what exactly, where the kind does not say it all. */
  detail?: string;
};

/** Writes an entry of the public log in the transaction of what it tells; returns its id. */
export async function writeLog(tx: Tx, { by, detail = "", ...entry }: LogEntry): Promise<number> {
  const data = { moderatorId: by.id, detail: detail.slice(0, 1_000), ...entry };
  return (await tx.modAction.create({ data, select: { id: true } })).id;
}
