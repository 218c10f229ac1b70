import { processWide } from "~/platform/registry.server";

/** At most this many pictures are drawn at once: the threads that draw also check passwords. */
const atOnce = 2;
const mostWaiting = 40;

type Turns = { running: number; waiting: (() => void)[] };
const turns = () => processWide<Turns>("embed-turns", () => ({ running: 0, waiting: [] }));

/** Does the work when its turn comes; null when too many wait already. */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result | null> {
  const line = turns();
  if (line.running >= atOnce) {
    if (line.waiting.length >= mostWaiting) return null;
    // Who ends hands on their turn, so that nobody slips in between.
    await new Promise<void>((next) => line.waiting.push(next));
  } else line.running += 1;
  try {
    return await work();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
  }
}
