/** The version of the content is a sum over connections: their number is bounded, and the sum never goes back. */
import { expect, test } from "vitest";
import {
  contentVersion,
  contentVersions,
  foldContentVersions,
  lastContentVersion,
} from "~/platform/content-version.server";
import { databaseFault } from "~/platform/database-faults";
import { db } from "~/platform/db.server";
import { useDatabase } from "../support/database";
import { aThread } from "../support/factories";

useDatabase();

test("fault 16: rows of connections that are gone become one row, and the sum stays", async () => {
  await aThread();
  // No process has these ids.
  await db.$executeRaw`insert into "ContentVersion" select -n, n from generate_series(1, 500) n`;
  const before = await contentVersion();
  await foldContentVersions();
  expect(await contentVersion()).toBe(before);
  const left = await db.$queryRaw<{ backend: number }[]>`select "backend" from "ContentVersion" where "backend" <= 0`;
  expect(left).toEqual([{ backend: 0 }]);
  await foldContentVersions();
  expect(await contentVersion()).toBe(before);
});

test("fault 16: the sum never goes back while rows are folded beside writers and connections end", async () => {
  const thread = await aThread();
  const writes = 120;
  let isOver = false;
  const start = Number(await contentVersion());
  const backward: string[] = [];
  const watch = async () => {
    for (let last = 0; !isOver;) {
      const now = Number(await contentVersion());
      if (now < last) backward.push(`${last} → ${now}`);
      last = now;
    }
  };
  const fold = async () => {
    while (!isOver)
      await foldContentVersions().catch((error: unknown) => {
        // Its connection was one of those that end.
        if (databaseFault(error) !== "away") throw error;
      });
  };
  const others = [watch(), fold(), fold()];
  const write = async () => {
    for (let n = 0; n < writes / 4; n++) {
      await db.thread.update({ where: { id: thread.id }, data: { lastPostAt: new Date(n) } });
      if (n % 5 === 0)
        await db.$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and state = 'idle' and pid <> pg_backend_pid() and query like '%"Thread"%' limit 1`;
    }
  };
  let failed = 0;
  const carefully = () => write().catch(() => void failed++);
  await Promise.all(Array.from({ length: 4 }, carefully));
  isOver = true;
  await Promise.all(others);
  expect(backward).toEqual([]);
  expect(Number(await contentVersion())).toBeGreaterThan(start);
  expect(Number(await contentVersion())).toBeLessThanOrEqual(start + writes);
  expect(lastContentVersion()!.version).toBe((await contentVersions()).all);
});
