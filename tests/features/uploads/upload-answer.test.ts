import { expect, test } from "vitest";
import { readAnswer } from "~/features/uploads/upload-answer";

test("an added picture gives its line of Markdown, a refused one the server's reason", () => {
  const json = "application/json; charset=utf-8";
  expect(readAnswer(json, '{"markdown":"![](/uploads/1)"}')).toEqual({ ok: true, markdown: "![](/uploads/1)" });
  expect(readAnswer(json, '{"detail":"A picture has at most 10 MB."}')).toEqual({
    ok: false,
    words: "A picture has at most 10 MB.",
  });
});

test("a request that found no place says so, and an unreadable answer is called that", () => {
  expect(readAnswer("text/plain; charset=utf-8", "Too many ask at once. Try again in a few seconds.\n")).toEqual({
    ok: false,
    words: "This picture was not added. Too many ask at once. Try again in a few seconds.",
  });
  const words = "This picture was not added. The server gave no answer that could be read.";
  for (const [type, text] of [
    ["text/html", "<h1>Bad gateway</h1>"],
    ["text/plain", ""],
    [null, ""],
  ] as const)
    expect(readAnswer(type, text)).toEqual({ ok: false, words });
});
