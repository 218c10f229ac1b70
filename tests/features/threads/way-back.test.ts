import { expect, test } from "vitest";
import { wayBack } from "~/features/threads/threads";

test("a form about a post leads back to the page and view that it stands on, at the post", () => {
  const back = (from: unknown) => wayBack(from, { id: 7 });
  expect(back("/t/3/a-thread?view=tree&sort=new")).toBe("/t/3/a-thread?view=tree&sort=new#p-7");
  expect(back("/t/3/a-thread/51#p-60")).toBe("/t/3/a-thread/51#p-7");
  for (const elsewhere of [null, undefined, "", "/", "/sign-out", "//evil.example/t/3", "//[", "/\\evil.example", 7])
    expect([elsewhere, back(elsewhere)]).toEqual([elsewhere, "/p/7"]);
});
