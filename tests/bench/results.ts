/** The file of results: what `npm run bench -- all` printed last, and below it what rows printed that are run by hand. */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("RESULTS.md", import.meta.url);
const byHand = "## Rows that are run by hand";

/** Replaces what stands above the rows that are run by hand. */
export function writeResults(command: string, tables: string) {
  const text = readFileSync(file, "utf8");
  const kept = text.slice(text.indexOf(byHand));
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(file, `# Results\n\n## \`${command}\`, ${day}\n\n${tables.trim()}\n\n${kept}`);
}
