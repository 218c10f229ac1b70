type Use = { kind: "ref" | "link" | "trailer"; isQuoted: boolean; source: number | null };

/**
 * The number of each source in a post, from 1: in order of first use in the text, then those named for the whole post.
 * Links and quoted passages get no number.
 */
export function numberSources(uses: readonly Use[]): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const kind of ["ref", "trailer"] as const) {
    for (const use of uses) {
      if (use.kind === kind && !use.isQuoted && use.source !== null && !numbers.has(use.source))
        numbers.set(use.source, numbers.size + 1);
    }
  }
  return numbers;
}
