/** A provider with many files is visited file by file, with a pause between them, round after round. */
export type Plan = { next: number; roundBegan: number; etags: Record<string, string> };

type Given = { count: number; memory: Partial<Plan>; now: number; pause: number; round: number; failed?: boolean };

/** Which file is next, and when the one after it is due (seconds from now). A round that is over waits for the next one. */
export function planVisit({ count, memory, now, pause, round }: Given): { index: number; after: Plan; nextIn: number } {
  const index = (memory.next ?? 0) % Math.max(1, count);
  const roundBegan = index === 0 ? now : (memory.roundBegan ?? now);
  const isLast = index + 1 >= count;
  return {
    index,
    after: { next: isLast ? 0 : index + 1, roundBegan, etags: memory.etags ?? {} },
    nextIn: isLast ? Math.max(pause, roundBegan + round - now) : pause,
  };
}
