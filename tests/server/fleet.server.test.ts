/** Two web servers and two workers behind a proxy, ended in turn under load. `npm run drill -- fleet` does the same at length. */
import { afterAll, expect, test } from "vitest";
import { tryFleet } from "../drills/fleet";
import { useServedDatabase } from "../support/database";
import { endSiteProcesses } from "../support/site-process";

const database = useServedDatabase();
afterAll(endSiteProcesses);

test(
  "servers and workers stop and are killed under load: no post is lost or doubled, and only what a killed server had in hand fails",
  { timeout: 240_000 },
  async () => {
    const seen = await tryFleet({
      databaseUrl: database.url,
      servers: 2,
      workers: 2,
      steps: [
        { role: "worker", which: 0, signal: "SIGTERM", isForGood: true },
        { role: "web", which: 0, signal: "SIGTERM" },
        { role: "web", which: 1, signal: "SIGKILL", isForGood: true },
      ],
      writers: 3,
      readers: 2,
      betweenForms: 50,
      posts: 5,
      letters: 2,
    });
    expect(seen).toMatchObject({
      codes: [0, 0],
      unexplained: [],
      unread: [],
      odd: [],
      lost: [],
      doubled: [],
      unheard: [],
      untold: 0,
      lettersMissing: [],
      lettersDoubled: [],
    });
    expect(seen.letters).toBe(6);
  },
);
