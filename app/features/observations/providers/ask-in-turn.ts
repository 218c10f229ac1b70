type Turns<C> = {
  /** Whether this one's answer is enough; a thrown fault is none. */
  ask(candidate: C): Promise<boolean>;
  /** Milliseconds after which the next one is asked beside it. */
  patience(candidate: C): number;
};

/**
 * Asks one candidate after the other until an answer is enough, and says whether one was. The next is asked at once when
 * one was not enough, and beside it when it takes longer than its patience; then the first good answer counts.
 */
export async function askInTurn<C>(candidates: C[], { ask, patience }: Turns<C>): Promise<boolean> {
  const underWay: Promise<boolean>[] = [];
  for (const candidate of candidates) {
    const turn = ask(candidate).catch(() => false);
    underWay.push(turn);
    let timer: NodeJS.Timeout | undefined;
    const tooSlow = new Promise<boolean>((done) => (timer = setTimeout(done, patience(candidate), false)));
    const isEnough = await Promise.race([anyOf(underWay), turn, tooSlow]);
    clearTimeout(timer);
    if (isEnough) return true;
  }
  return anyOf(underWay);
}

/** True as soon as one is, false when all are over without. */
const anyOf = (turns: Promise<boolean>[]): Promise<boolean> =>
  Promise.any(turns.map(async (turn) => (await turn) || Promise.reject(new Error("not enough")))).catch(() => false);
