/** Branches of threads that this browser's reader has folded, by the thread's id. */
export type Folds = Record<string, number[]>;

const stored = "folded branches";

export function readFolds(): Folds {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(stored) ?? "{}");
    if (typeof read !== "object" || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).flatMap(([thread, ids]: [string, unknown]) =>
        Array.isArray(ids) ? [[thread, ids.filter((id): id is number => Number.isInteger(id))]] : [],
      ),
    );
  } catch {
    return {};
  }
}

export function writeFolds(folds: Folds) {
  try {
    localStorage.setItem(stored, JSON.stringify(folds));
  } catch {
    // Storage is unavailable: the branch is open next time.
  }
}
