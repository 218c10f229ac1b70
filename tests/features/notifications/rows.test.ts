import { expect, test } from "vitest";
import { rowsOf } from "~/features/notifications/notifications";

const notice = (kind: "thread" | "reply", isUnread = true) => ({ kind, isUnread });

test("new posts one after the other are one row, as long as all are read or all unread; anything else stands alone", () => {
  const [a, b, c, d, e, f, g] = [
    notice("thread"),
    notice("thread"),
    notice("reply"),
    notice("thread"),
    notice("thread", false),
    notice("thread", false),
    notice("reply", false),
  ] as const;
  expect(rowsOf([a, b, c, d, e, f, g])).toEqual([[a, b], [c], [d], [e, f], [g]]);
  expect(rowsOf([])).toEqual([]);
});
