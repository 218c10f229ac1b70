/** Numbers from measuring, and how they are printed. */

const lines: string[] = [];

/** Writes a line to the terminal, and keeps it for a file of results. */
export function print(line: string) {
  lines.push(line);
  console.log(line);
}

/** Everything that was printed so far. */
export const printed = () => lines.join("\n");

/** The value below which this share of the values lies. */
export const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

export const median = (values: number[]) => percentile(values, 0.5);

export const whole = (value: number) => value.toFixed(0);
export const tenths = (value: number) => value.toFixed(1);

/** Prints a table in Markdown. */
export function printTable(head: string[], rows: string[][]) {
  for (const cells of [head, head.map(() => "---"), ...rows]) print(`| ${cells.join(" | ")} |`);
}

/** A target in words, and whether a figure meets it. */
export type Budget = { words: string; isKept(value: number): boolean };

export const atMost = (most: number, words: string): Budget => ({ words, isKept: (value) => value <= most });

/** Two cells: the budget, and whether it is kept. */
export const verdict = (budget: Budget | null, value: number) =>
  budget ? [budget.words, budget.isKept(value) ? "kept" : "missed"] : ["", ""];
