/**
 * `npm run bench -- [ROW …] [--posts N]`: measures the named rows on a generated forum of N posts (500,000). When none is
 * named, all but `relevance`, `faults`, `overload` and `soak`.
 *
 *   list, thread, long-thread   pages, one reader at a time and ten at once, beside a bare Node server that sends the same bytes
 *   posting                     a reply, to its redirect and to being found
 *   start                       a second start
 *   memory                      after warming up, and after 2,000 requests
 *   strangers                   a reply and the home page beside previews of the dearest texts
 *   search                      searches of sixteen kinds, with facets and passages
 *   metrics                     a tick of all chains, a year's series, and the archive
 *   relevance                   how well searches are ordered: nDCG@10 and MRR by group of queries
 *   faults                      what is lost, doubled or counted wrongly through kills and stops; `--share 0.1` does a tenth, in `--minutes 60` at most
 *   overload                    five times what the server can do: answers, refusals, recovery, memory
 *   soak                        memory and descriptors over `--minutes 60` of reading and posting
 *
 * `npm run bench -- --base URL --page NAME=PATH …`: measures pages of a server that runs already, whatever it is.
 */
import { parseArgs } from "node:util";
import { measureFaults } from "./faults";
import { type ForumRow, forumRows, measureForum } from "./forum-rows";
import { describeMachine } from "./machine";
import { measureMetrics } from "./metrics";
import { measureOverload } from "./overload";
import { pagesAt } from "./pages";
import { measureReading } from "./reading";
import { relevance } from "./relevance/relevance";
import { searchSpeed } from "./search-speed";
import { measureSoak } from "./soak";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: "string", default: "500000" },
    share: { type: "string", default: "1" },
    minutes: { type: "string", default: "60" },
    base: { type: "string" },
    page: { type: "string", multiple: true, default: ["front page=/"] },
  },
});

const posts = Number(values.posts);
const [share, minutes] = [Number(values.share), Number(values.minutes)];
const known = [...forumRows, "search", "metrics", "relevance", "faults", "overload", "soak"];
const chosen = positionals.length > 0 ? positionals : [...forumRows, "search", "metrics"];
const isForumRow = (name: string): name is ForumRow => forumRows.some((row) => row === name);

const faults = [
  ...positionals.filter((name) => !known.includes(name)).map((name) => `There is no row “${name}”.`),
  ...(Number.isInteger(posts) && posts >= 1_000 ? [] : ["--posts takes a whole number from 1,000 on."]),
  ...(share > 0 && share <= 1 ? [] : ["--share takes a number above 0, at most 1."]),
  ...(minutes > 0 && minutes <= 600 ? [] : ["--minutes takes a number above 0, at most 600."]),
  ...(values.base === undefined || URL.canParse(values.base) ? [] : ["--base takes an address."]),
];
if (faults.length > 0) {
  console.error(`${faults.join(" ")} The rows are ${known.join(", ")}.`);
  process.exitCode = 1;
} else if (values.base) {
  console.log(describeMachine());
  await measureReading(`Pages of ${values.base}`, pagesAt(values.base, values.page), null);
} else {
  const onForum = chosen.filter(isForumRow);
  if (onForum.length > 0) await measureForum(onForum, posts);
  if (chosen.includes("search")) await searchSpeed({ posts });
  if (chosen.includes("metrics")) await measureMetrics();
  if (chosen.includes("relevance")) await relevance();
  if (chosen.includes("faults")) await measureFaults(share, minutes);
  if (chosen.includes("overload")) await measureOverload();
  if (chosen.includes("soak")) await measureSoak(minutes);
}
