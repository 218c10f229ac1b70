/** The fleet at length: every process of three web servers and two workers is stopped and killed, round after round. */
import { buildIfChanged } from "../../app/server/build-if-changed.js";
import { seed } from "../../prisma/seed";
import { withBenchDatabase } from "../bench/bench-database";
import { atMost, print, printTable, verdict } from "../bench/figures";
import { describeMachine, load } from "../bench/machine";
import { type Step, tryFleet } from "./fleet";

const [servers, workers] = [3, 2];

export async function runFleet(rounds: number) {
  const round = (["SIGTERM", "SIGKILL"] as const).flatMap((signal): Step[] => [
    ...Array.from({ length: servers }, (_, which) => ({ role: "web" as const, which, signal })),
    ...Array.from({ length: workers }, (_, which) => ({ role: "worker" as const, which, signal })),
  ]);
  buildIfChanged();
  const before = load();
  const seen = await withBenchDatabase("fleet", async (databaseUrl) => {
    await seed({ withDemonstration: false, withArchive: true });
    return tryFleet({
      databaseUrl,
      servers,
      workers,
      steps: Array.from({ length: rounds }, () => round).flat(),
      writers: 6,
      readers: 4,
      betweenForms: 200,
      posts: 30,
      letters: 5,
      tell: (words) => console.error(words),
    });
  });
  print(describeMachine());
  print(
    `\n### Fleet\n\n${servers} web servers and ${workers} workers behind a proxy, each stopped and killed ${rounds} times: ${seen.posts} acknowledged posts, ${seen.pages} pages (and ${seen.later} times “later”), ${seen.letters} letters; the listener's stream was opened ${seen.streams} times; load ${before} before, ${load()} after.\n`,
  );
  const none = atMost(0, "0");
  const row = (what: string, value: number) => [what, String(value), ...verdict(none, value)];
  printTable(
    ["what", "figure", "budget", ""],
    [
      row("acknowledged posts lost", seen.lost.length),
      row("posts written twice", seen.doubled.length),
      row("posts that the listener did not hear of", seen.unheard.length),
      row("posts that their thread's author was not told of", seen.untold),
      row("letters missing", seen.lettersMissing.length),
      row("letters whose copies are not one by their Message-ID", seen.lettersOtherwise.length),
      row("failures that no kill explains", seen.unexplained.length),
      row("stopped processes that did not end with 0", seen.codes.filter((code) => code !== 0).length),
      row("answers to readers that were no page", seen.unread.length),
      row("answers to forms that were neither 303 nor “later”", seen.odd.length),
      ["letters sent again after a kill", String(seen.lettersDoubled.length), "", ""],
      ["forms that a killed server had in hand, sent again", String(seen.inHand), "", ""],
    ],
  );
  for (const words of [...seen.unexplained, ...seen.unread, ...seen.odd]) console.error(words);
}
