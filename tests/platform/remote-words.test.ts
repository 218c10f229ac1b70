import { describe, expect, test } from "vitest";
import { cleanWords, quoted, remoteWords } from "~/platform/remote-words";

describe("the error message of a failed request", () => {
  test.each([
    ['{"error":"This endpoint has been discontinued."}', "This endpoint has been discontinued."],
    [
      '{"jsonrpc":"2.0","error":{"code":-32046,"message":"Cannot fulfill request"},"id":1}',
      "Cannot fulfill request (-32046)",
    ],
    ['[{"id":null,"error":{"code":-32007,"message":"batch limit exceeded"}}]', "batch limit exceeded (-32007)"],
    ['{"success":false,"error":"Project not found."}', "Project not found."],
    ['<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>', "Access Denied"],
    ["<html><head><title>502 Bad Gateway</title></head><body>…</body></html>", "502 Bad Gateway"],
    ["upstream\n\tbusy", "upstream busy"],
    ["<html></html>", ""],
    ["", ""],
    ["{}", ""],
  ])("%s", (body, words) => expect(remoteWords(body)).toBe(words));

  test("is one short line without controls, marks of direction or keys", () => {
    expect(cleanWords("a\u0000b\u202ec\u200b d\r\n e")).toBe("a b c d e");
    expect(cleanWords("invalid key 4f2d9b1c7e8a4f2d9b1c7e8a4f2d9b1c")).toBe("invalid key …");
    expect(cleanWords("word ".repeat(100))).toHaveLength(140);
    expect(quoted("")).toBe("");
  });
});
