/**
 * `npm run bench -- ROWS`: measures what the first argument names.
 *
 *   relevance                 how well searches are ordered: nDCG@10 and MRR by group of queries
 *   search [--posts N]        how fast searches are in a forum of N posts (500,000)
 */
import { parseArgs } from "node:util";
import { relevance } from "./relevance/relevance";
import { searchSpeed } from "./search-speed";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { posts: { type: "string", default: "500000" } },
});

const rows: Record<string, () => Promise<void>> = {
  relevance,
  search: () => searchSpeed({ posts: Number(values.posts) }),
};

const chosen = rows[positionals[0] ?? ""];
if (!chosen) {
  console.error(`Say what to measure: ${Object.keys(rows).join(", ")}.`);
  process.exitCode = 1;
} else await chosen();
