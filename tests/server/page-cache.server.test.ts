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

test("500 parallel misses of one page: it is made once, and the next one makes it again when that failed", async () => {
  let made = 0;
  const make = (fails: boolean) => async () => {
    made += 1;
    await new Promise((done) => setImmediate(done));
    if (fails) throw new Error("It could not be made");
    return { headers: [], body: Buffer.from(`made ${made} times`) };
  };
  const ask = (fails: boolean) =>
    Promise.allSettled(Array.from({ length: 500 }, () => visitorsPage("/t/3/asked-for", make(fails))));
  const failed = await ask(true);
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  expect(made).toBe(1);
  const answers = await ask(false);
  const texts = answers.map((answer) =>
    answer.status === "fulfilled" ? answer.value?.plain.toString() : answer.status,
  );
  expect(new Set(texts)).toEqual(new Set(["made 2 times"]));
  expect(made).toBe(2);
});
