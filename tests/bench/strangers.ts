/** The row for strangers' texts: what a member's reply and the home page take beside previews of the dearest texts. */
import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { paths } from "~/paths";
import { atMost, median, percentile, print, printTable, tenths, verdict } from "./figures";
import type { Forum } from "./forum-copy";
import { load } from "./machine";
import { timeEach } from "./requests";
import { Writer } from "./writer";

const rounds = 15;
const visitsPerRound = 10;
const strangers = 60;

const full = (piece: string) => piece.repeat(Math.floor(65_000 / piece.length));
const cited = (block: string, key: string) =>
  `x [^${key}]\n\n[^${key}]: https://${key}.example/b T\n\n    \`\`\`bibtex\n    ${block}\n    \`\`\`\n`;
const doubling = `@string{a0="xxxxxxxxxxxxxxxx"} ${Array.from({ length: 23 }, (_, index) => `@string{a${index + 1}=a${index}#a${index}}`).join(" ")} @misc{k,title=a23}`;
const quoteOfPost = "[quote=@ab, p:1, r:1]\nabc\n[/quote]\n";

const dearest = [
  full("http://a.b/("),
  `${"|a".repeat(100)}|\n${"|-".repeat(100)}|\n${`${"|1".repeat(100)}|\n`.repeat(300)}`,
  full("#1 @ab "),
  `${full("[^0] [^1] [^2] ").slice(0, 60_000)}\n\n${Array.from({ length: 90 }, (_, key) => `[^${key}]: n`).join("\n")}`,
  `x [^k]\n\n[^k]: https://a.example/z T${"-".repeat(58_000)}x`,
  full("\\(\\sqrt{x}\\) "),
  full("```ts\nconst a: string = f(1);\n```\n"),
  full(quoteOfPost),
  full("[1 TPS](metric:base/tps) "),
  "![w](metric:base/tps)\n\n".repeat(50),
  full("a**b"),
];
const references = [
  Array.from({ length: 60 }, (_, index) => cited(doubling, `k${index}`)).join("\n"),
  cited("@a{k,t={".repeat(7_000), "open"),
];

type Times = { replies: number[]; visits: number[] };
type Counts = { answered: number; refused: number };

export async function measureStrangers({ copy, places }: Forum) {
  const before = load();
  const measure = async (handle: string): Promise<Times> => {
    const writer = await Writer.join(copy, handle);
    const times: Times = { replies: [], visits: [] };
    for (let round = 0; round < rounds; round++) {
      times.replies.push(
        await writer.reply(places.short, `A reply of ${handle}, number ${round}, with **some** words.`),
      );
      times.visits.push(...(await timeEach({ url: copy.origin }, visitsPerRound)));
    }
    return times;
  };
  await measure("strangers-warm");
  const alone = await measure("strangers-alone");
  const beside = await besidePreviews(copy.origin, dearest, () => measure("strangers-texts"));
  const beside2 = await besidePreviews(copy.origin, references, () => measure("strangers-bibtex"));
  print(
    `\n### Strangers' texts\n\n${rounds} replies and ${rounds * visitsPerRound} visits of the home page, alone and beside ${strangers} visitors who ask for previews without a pause; load ${before} before, ${load()} after.\n`,
  );
  const row = (name: string, { value: { replies, visits }, counts }: { value: Times; counts: Counts | null }) => {
    const [reply, visit] = [
      median(replies) / median(alone.replies),
      percentile(visits, 0.99) / percentile(alone.visits, 0.99),
    ];
    return [
      name,
      tenths(median(replies)),
      `${tenths(reply)}×`,
      ...verdict(counts && atMost(2, "≤ 2×"), reply),
      tenths(percentile(visits, 0.99)),
      `${tenths(visit)}×`,
      ...verdict(counts && atMost(5, "≤ 5×"), visit),
      counts ? `${counts.answered} / ${counts.refused}` : "",
    ];
  };
  printTable(
    [
      "",
      "reply p50 ms",
      "of alone",
      "budget",
      "",
      "home p99 ms",
      "of alone",
      "budget",
      "",
      "previews answered / refused",
    ],
    [
      row("alone", { value: alone, counts: null }),
      row("beside the dearest texts", beside),
      row("beside doubling BibTeX", beside2),
    ],
  );
}

/** Runs the work while visitors, each from an address of their own, ask for previews; 503 sends them away for five seconds. */
async function besidePreviews<T>(origin: string, texts: string[], work: () => Promise<T>) {
  const agent = new Agent({ keepAlive: true });
  const counts: Counts = { answered: 0, refused: 0 };
  const state = { isOver: false };
  const visitors = Array.from({ length: strangers }, async (_, visitor) => {
    for (let turn = 0; !state.isOver; turn++) {
      const text = texts[(visitor + turn) % texts.length]!;
      // A connection that the server closes between two requests is a refusal as well.
      const status = await preview(agent, origin, text, `198.51.100.${visitor}`).catch(() => 503);
      if (status === 503 || status === 429) {
        counts.refused++;
        // As long as the answer asks for.
        await setTimeout(5_000);
      } else counts.answered++;
    }
  });
  // Until the line is full.
  await setTimeout(1_000);
  const value = await work();
  state.isOver = true;
  await Promise.all(visitors);
  agent.destroy();
  return { value, counts };
}

function preview(agent: Agent, origin: string, markdown: string, address: string): Promise<number> {
  const headers = { "Content-Type": "application/json", "X-Forwarded-For": address };
  return new Promise((done, fail) => {
    const sent = request(origin + paths.preview(), { agent, method: "POST", headers }, (response) => {
      response.resume();
      response.once("end", () => done(response.statusCode ?? 0));
      response.once("error", fail);
    });
    sent.once("error", fail);
    sent.end(JSON.stringify({ markdown }).replaceAll("[", "\\u005b").replaceAll("{\\", "\\u007b\\"));
  });
}
