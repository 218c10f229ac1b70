/** The row for screens: every kind of page of the demonstration, made for the request, beside the front page. */
import { join } from "node:path";
import { LocalCopy } from "../support/local-copy";
import { leaderIn } from "./cpu";
import { screenPages } from "./pages";
import { measureReading } from "./reading";
import { ask } from "./requests";

export async function measureScreens(runs: number) {
  const copy = new LocalCopy();
  try {
    const started = await copy.start({ TRUST_PROXY: "1" });
    if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
    const processes = { node: copy.child!.pid!, postgres: leaderIn(join(copy.folder, "postgres")) };
    const pages = screenPages(copy.origin, {
      profile: await firstLink(copy, "/t/1/did-we-scale-the-wrong-way", /href="(\/u\/[\w-]+)"/),
      source: await firstLink(copy, "/sources", /href="(\/sources\/(?!import")[\w-]+)"/),
      claim: await firstLink(copy, "/claims", /href="(\/claims\/\d+)"/),
    });
    await measureReading("Screens of the demonstration", pages, { runs, processes });
  } finally {
    await copy.stop();
    copy.remove();
  }
}

/** The first address of a kind that a page links to. */
async function firstLink(copy: LocalCopy, path: string, kind: RegExp): Promise<string> {
  const { body } = await ask(copy.origin + path, { headers: { "Accept-Encoding": "identity" } });
  const found = kind.exec(body.toString())?.[1];
  if (!found) throw new Error(`${path} links to nothing of the kind ${kind}.`);
  return found;
}
