/**
 * `npm run bench -- [ROW …] [--posts N] [--runs R]`: measures the named rows, those of a forum on a generated one of N posts
 * (50,000), R times (5). `all` measures the rows of the first group and writes their tables to `RESULTS.md`.
 *
 *   list, thread, long-thread   pages, one reader at a time and ten at once, beside a bare Node server that sends the same bytes
 *   start                       a second start
 *   memory                      after warming up, and after 2,000 requests
 *   strangers                   a reply and the home page beside previews of the dearest texts
 *   beside-writers              kept pages while a hundred members post
 *   posting                     a reply, to its redirect and to being found
 *   screens                     every kind of page of the demonstration, made for the request
 *   visits                      first visits by a browser: bytes, shifts of the layout, long tasks
 *   search                      searches of sixteen kinds, with facets and passages
 *   metrics                     a tick of all chains, a year's series, and the archive
 *
 * `--keep FOLDER` keeps the forum of `search` and `cluster` there for the next run with as many posts.
 *
 *   growth                      lists and threads of N posts beside 50,000: `--posts 500000`
 *   relevance                   how well searches are ordered: nDCG@10 and MRR by group of queries
 *   faults                      what is lost, doubled or counted wrongly through kills and stops; `--share 0.1` does a tenth, in `--minutes 60` at most
 *   overload                    five times what the server can do: answers, refusals, recovery, memory
 *   readers                     2,000 open pages of a thread: how soon a reply reaches them, and the memory of each
 *   cluster                     one, two and four web processes, with and without a replica; events; NOTIFY; sizes: `--posts 50000`
 *   soak                        memory and descriptors over `--minutes 60` of reading and posting
 *
 * `npm run bench -- --base URL --page NAME=PATH …`: measures pages of a server that runs already, whatever it is.
 */
import { parseArgs } from "node:util";
import { measureCluster } from "./cluster";
import { measureFaults } from "./faults";
import { print, printed } from "./figures";
import { type ForumRow, forumRows, measureForum, measureGrowth } from "./forum-rows";
import { describeMachine } from "./machine";
import { measureMetrics } from "./metrics";
import { measureOverload } from "./overload";
import { pagesAt } from "./pages";
import { measureReaders } from "./readers";
import { measureReading } from "./reading";
import { relevance } from "./relevance/relevance";
import { writeResults } from "./results";
import { measureScreens } from "./screens";
import { searchSpeed } from "./search-speed";
import { measureSoak } from "./soak";
import { measureVisits } from "./visits";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: "string", default: "50000" },
    runs: { type: "string", default: "5" },
    share: { type: "string", default: "1" },
    minutes: { type: "string", default: "60" },
    base: { type: "string" },
    keep: { type: "string" },
    page: { type: "string", multiple: true, default: ["front page=/"] },
  },
});

const [posts, runs] = [Number(values.posts), Number(values.runs)];
const { keep } = values;
const [share, minutes] = [Number(values.share), Number(values.minutes)];
const usual = [...forumRows, "screens", "visits", "search", "metrics"];
const known = ["all", ...usual, "growth", "relevance", "faults", "overload", "readers", "cluster", "soak"];
const isAll = positionals.includes("all");
const chosen = isAll || positionals.length === 0 ? [...usual, ...positionals] : positionals;
const isForumRow = (name: string): name is ForumRow => forumRows.some((row) => row === name);

const faults = [
  ...positionals.filter((name) => !known.includes(name)).map((name) => `There is no row “${name}”.`),
  ...(Number.isInteger(posts) && posts >= 1_000 ? [] : ["--posts takes a whole number from 1,000 on."]),
  ...(Number.isInteger(runs) && runs >= 1 ? [] : ["--runs takes a whole number from 1 on."]),
  ...(share > 0 && share <= 1 ? [] : ["--share takes a number above 0, at most 1."]),
  ...(minutes > 0 && minutes <= 600 ? [] : ["--minutes takes a number above 0, at most 600."]),
  ...(values.base === undefined || URL.canParse(values.base) ? [] : ["--base takes an address."]),
];
if (faults.length > 0) {
  console.error(`${faults.join(" ")} The rows are ${known.join(", ")}.`);
  process.exitCode = 1;
} else {
  print(describeMachine());
  if (values.base) {
    await measureReading(`Pages of ${values.base}`, pagesAt(values.base, values.page), { runs, processes: null });
  } else {
    const onForum = chosen.filter(isForumRow);
    if (onForum.length > 0) await measureForum(onForum, { posts, runs });
    if (chosen.includes("screens")) await measureScreens(runs);
    if (chosen.includes("visits")) await measureVisits(runs);
    if (chosen.includes("search")) await searchSpeed({ posts, keep });
    if (chosen.includes("metrics")) await measureMetrics();
    if (chosen.includes("growth")) await measureGrowth({ posts, runs });
    if (chosen.includes("relevance")) await relevance();
    if (chosen.includes("faults")) await measureFaults(share, minutes);
    if (chosen.includes("overload")) await measureOverload();
    if (chosen.includes("readers")) await measureReaders();
    if (chosen.includes("cluster")) await measureCluster({ posts, runs, keep });
    if (chosen.includes("soak")) await measureSoak(minutes);
  }
  if (isAll) writeResults(`npm run bench -- ${process.argv.slice(2).join(" ")}`, printed());
}
