import { expect, test } from "vitest";
import { signInPurpose } from "~/features/auth/auth";
import { paths } from "~/paths";

test("signing in says what for, and says nothing on the way back to a page for everybody", () => {
  const thread = { id: 3, slug: "a-thread" };
  expect(signInPurpose(paths.newThread())).toBe("Sign in to start a thread. You go on from there.");
  expect(signInPurpose(paths.newThread(["base"]))).toMatch(/start a thread/);
  expect(signInPurpose(paths.replyTo(thread, { number: 2 }))).toMatch(/reply/);
  expect(signInPurpose(`${paths.thread(thread)}#reply`)).toMatch(/reply/);
  expect(signInPurpose(paths.inbox())).toMatch(/inbox/);
  for (const path of ["/", "/news", paths.thread(thread), paths.sources(), paths.modLog(), "/tags/base"])
    expect(signInPurpose(path)).toBeNull();
});
