import { expect, test } from "vitest";
import { visitorsPage } from "../../app/server/page-cache.server";
import { useDatabase } from "../support/database";

useDatabase();

const pageOf = (bytes: number) => () => Promise.resolve({ headers: [], body: Buffer.alloc(bytes, "a") });

test("a page that is too large to be kept is answered, and drops no other page", async () => {
  await visitorsPage("/t/1/small", pageOf(2_000_000));
  const large = await visitorsPage("/t/2/large", pageOf(42_000_000));
  expect(large?.plain.length).toBe(42_000_000);
  expect((await visitorsPage("/t/2/large"))?.plain.length).toBeUndefined();
  expect((await visitorsPage("/t/1/small"))?.plain.length).toBe(2_000_000);
});
