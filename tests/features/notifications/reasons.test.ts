import { expect, test } from "vitest";
import { kindOf, type Reasons, reasonsInWords, wantedReasons } from "~/features/notifications/reasons";

const none: Reasons = {
  answers: null,
  quotes: null,
  mentions: false,
  disputes: null,
  followsThread: false,
  tag: null,
  followsAuthor: false,
};

test.each<[Partial<Reasons>, number, string | null, string]>([
  [{ answers: 1 }, 4, "reply", "answers your post 1"],
  [{ answers: 1, quotes: 1 }, 4, "reply", "answers your post 1, and quotes it"],
  [{ answers: 1, quotes: 2 }, 4, "reply", "answers your post 1, and quotes your post 2"],
  [
    { answers: 3, quotes: 3, mentions: true, followsThread: true },
    4,
    "reply",
    "answers your post 3, names you, and quotes it",
  ],
  [{ mentions: true, followsThread: true }, 4, "mention", "names you in post 4"],
  [{ mentions: true, quotes: 2 }, 4, "mention", "names you, and quotes your post 2"],
  [{ quotes: 2 }, 4, "quote", "quotes your post 2 in post 4"],
  [{ disputes: "Blob notes" }, 4, "dispute", "disputes “Blob notes”, which you cite in post 4"],
  [
    { answers: 1, disputes: "Blob notes" },
    4,
    "reply",
    "answers your post 1, and disputes “Blob notes”, which you cite",
  ],
  [{ followsThread: true }, 4, "thread", "writes post 4"],
  [{ tag: "Fees" }, 1, "tag", "starts a thread about Fees"],
  [{ tag: "Fees", followsAuthor: true }, 1, "tag", "starts a thread about Fees"],
  [{ followsAuthor: true }, 1, "author", "starts a thread"],
  [{ followsAuthor: true }, 4, "author", "writes post 4"],
  [{}, 4, null, "writes post 4"],
])("%o of post %i is filed under %s: %s", (given, number, kind, words) => {
  const reasons = { ...none, ...given };
  expect(kindOf(reasons)).toBe(kind);
  expect(reasonsInWords(reasons, number)).toBe(words);
});

test("where nothing of replies is wanted, a reply in a followed thread is a new post there", () => {
  const reasons = { ...none, answers: 1, mentions: true, quotes: 1, followsThread: true };
  const wanted = wantedReasons(reasons, ["answers"]);
  expect(kindOf(wanted)).toBe("thread");
  expect(reasonsInWords(wanted, 4)).toBe("writes post 4");
  expect(kindOf(wantedReasons(reasons, ["answers", "threads"]))).toBe(null);
  expect(wantedReasons(reasons, [])).toEqual(reasons);
});
