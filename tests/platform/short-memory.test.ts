import { expect, test } from "vitest";
import { rememberFor } from "~/platform/short-memory.server";

test("the same answer is given for a while, a failure is not kept", async () => {
  let asked = 0;
  const read = () => Promise.resolve(++asked);
  expect([await rememberFor("a count", 60_000, read), await rememberFor("a count", 60_000, read)]).toEqual([1, 1]);
  await expect(rememberFor("a fault", 60_000, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await rememberFor("a fault", 60_000, () => Promise.resolve("back"))).toBe("back");
});

test("at its bound the answer asked for longest ago makes room", async () => {
  const read = (value: string) => () => Promise.resolve(value);
  await rememberFor("first", 60_000, read("old"));
  await rememberFor("second", 60_000, read("old"));
  for (let index = 0; index < 998; index += 1) await rememberFor(`filler ${index}`, 60_000, read("filler"));
  expect(await rememberFor("first", 60_000, read("new"))).toBe("old");
  await rememberFor("one more", 60_000, read("filler"));
  expect(await rememberFor("first", 60_000, read("new"))).toBe("old");
  expect(await rememberFor("second", 60_000, read("new"))).toBe("new");
});
