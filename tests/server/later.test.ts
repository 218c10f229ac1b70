/** Errors of a request that mean "later" are answered with 503; all others are a fault of ours. */
import { expect, test } from "vitest";
import { handleError } from "~/entry.server";
import { LineIsFull, ReadingFailed, ReadingInterrupted, TextOutdated } from "~/platform/reading-errors";
import { createContext } from "../../app/server/request-context.server";

const url = new URL("http://localhost:3000/p/1/edit");

function faultAfter(error: unknown) {
  const context = createContext({ url, cookie: null, userAgent: null, address: "127.0.0.1", release: "test" });
  handleError(error, { request: new Request(url, { method: "POST" }), context, params: {} });
  return context.fault;
}

test("fault 8: a full line, a thread that ended and a text that others changed", () => {
  const errors = [new LineIsFull("x"), new ReadingInterrupted("x"), new TextOutdated("x")];
  expect(errors.map(faultAfter)).toEqual(["overload", "overload", "overload"]);
});

test("what the database says comes first, and a fault of ours is none of these", () => {
  expect(faultAfter(Object.assign(new Error("x"), { code: "57014" }))).toBe("timeout");
  expect([new ReadingFailed("x"), new Error("x")].map(faultAfter)).toEqual([null, null]);
});
