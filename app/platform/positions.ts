/** Places in the primary's log: who has written reads where a server has come as far. */

/** SQL for the timeline of a primary's log, as eight digits. A replica refuses the question. */
export const primaryTimeline = "left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)";

/** A place in the log of one timeline. */
export type Position = { timeline: string; lsn: bigint };

const shape = /^([\dA-F]{8})-([\dA-F]{1,8})\/([\dA-F]{1,8})$/;

/** `00000001-0/16B3748`; null for anything else. */
export function parsePosition(text: string): Position | null {
  const [, timeline, high, low] = shape.exec(text) ?? [];
  return timeline ? { timeline, lsn: lsnOf(`${high}/${low}`) } : null;
}

/** PostgreSQL's two parts as one number of bytes. */
export function lsnOf(text: string): bigint {
  const [high = "", low = ""] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

export const writePosition = (timeline: string, lsn: string) => `${timeline}-${lsn}`;

/** Whether a server that has come to `at` shows what was written before `needed`. Another timeline says nothing. */
export const hasReached = (at: Position, needed: Position) => at.timeline === needed.timeline && at.lsn >= needed.lsn;
