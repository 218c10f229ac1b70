import { describe, expect, test } from "vitest";
import { bodyType, refuseBody, refuseHead } from "~/platform/request-guard.server";

const rules = { goodOrigins: ["http://localhost:3000"], goodHosts: null };
const rawHeaders = ["Host", "localhost:3000"];
const head = (url: string, method = "GET", headers: Record<string, string> = {}) =>
  refuseHead({ url, method, headers: { host: "localhost:3000", ...headers }, rawHeaders }, rules)?.status ?? null;

describe("an address that parsers could read differently is refused", () => {
  test.each([
    "/api/v1/../../p/1/vote",
    "/api/v1/%2e%2e/%2e%2e/p/1/vote",
    "/api/v1/%2E./.%2e/p/1/vote",
    "/api/v1/./preview",
    "/api/v1/%2e/preview",
    "/api/v1/..",
    "/api/v1//preview",
    "//evil.example/",
    "/t//1",
    "/t/1//",
    "/api/v1/..\\..\\p/1/vote",
    "/t/1#x",
    "/t/1?x#y",
    "/t/%00",
    "/t/%zz",
    "/t/%",
    "/t/%c3%28",
    "/t/%ed%a0%80",
    "/t/ü",
    "/t/1 2",
    "/t/\t1",
    "/search?q=%00",
    "/search?%00=1",
    "/search?q=%zz",
    "/search?q=100%",
    "/search?q=%ff",
    "/search?q=a&tag=%C0%AF",
    "http://evil.example/",
    "",
  ])("%s", (url) => {
    expect(head(url)).toBe(400);
    expect(head(url, "POST", { origin: "https://evil.example" })).toBe(400);
  });

  test.each([
    "/",
    "/t/1/",
    "/t/1/what-is-it/2?reply=3&x=%E2%82%AC+b",
    "/search?q=a//b/../c%2Fd%5C",
    "/search?q",
    "/search?&&=",
    "/...",
    "/tags/a..b",
    "/%74/1",
  ])("%s is read by all alike", (url) => {
    expect(head(url)).toBeNull();
  });

  test("only an address below /api/v1/ needs no origin", () => {
    expect(head("/api/v1/preview", "POST")).toBeNull();
    for (const url of ["/api/v1", "/api/v10/preview", "/API/v1/preview", "/%61pi/v1/preview", "/p/1/vote?/api/v1/"])
      expect([url, head(url, "POST")]).toEqual([url, 403]);
  });
});

test("an encoded slash is part of its segment in a GET, and refused in a POST", () => {
  for (const url of ["/api/v1/..%2f..%2fp/1/vote", "/api/v1%2fpreview", "/api/v1/..%5c..%5cp/1/vote"]) {
    expect([url, head(url)]).toEqual([url, null]);
    expect([url, head(url, "POST")]).toEqual([url, 400]);
  }
  expect(head("/api/v1/preview?x=%2f%5c", "POST")).toBeNull();
});

test("a second type for the body is refused", () => {
  const twice = [
    ...rawHeaders,
    "Content-Type",
    "application/x-www-form-urlencoded",
    "content-type",
    "application/json",
  ];
  expect(refuseHead({ url: "/", method: "GET", headers: {}, rawHeaders: twice }, rules)?.status).toBe(400);
});

const json = (text: string | Buffer) =>
  refuseBody(Buffer.from(text), "application/json; charset=utf-8", { takesJson: true });
const form = (text: string | Buffer) =>
  refuseBody(Buffer.from(text), "Application/X-WWW-Form-Urlencoded;charset=UTF-8", { takesJson: false });

describe("JSON", () => {
  test("brackets in strings are text, whatever is escaped around them", () => {
    expect(json(JSON.stringify({ markdown: "for x in [0, 1) we see\n".repeat(500) }))).toBeNull();
    expect(json(JSON.stringify({ markdown: '\\"[{'.repeat(500) }))).toBeNull();
    expect(json(JSON.stringify({ "[[[[[[[[[[[[[[[[[[[[[[[[": ["{{{{{{{{{{{{{{{{{{{{{{{{"] }))).toBeNull();
  });

  test("closing brackets in strings hide no depth", () => {
    const nested = `{"x":"${"]".repeat(100)}","y":${"[".repeat(60)}${"]".repeat(60)}}`;
    expect(json(nested)?.message).toMatch(/nests too deeply/);
    expect(json('["\\\\",'.repeat(30))?.message).toMatch(/nests too deeply/);
    expect(json("[".repeat(20) + "]".repeat(20))).toBeNull();
    expect(json("[".repeat(21) + "]".repeat(21))?.status).toBe(400);
  });

  test("U+0000 and bytes that are no text are refused", () => {
    expect(json('{"markdown":"a\\u0000b"}')?.status).toBe(400);
    expect(json('{"a\\u0000":1}')?.status).toBe(400);
    expect(json('{"markdown":"a\0b"}')?.status).toBe(400);
    expect(json('{"markdown":"a\\\\u0000b"}')).toBeNull();
    expect(json(Buffer.from([0x22, 0xff, 0x22]))?.status).toBe(400);
  });
});

describe("a form", () => {
  test("U+0000 and undecodable text are refused in names and values; the typed values come back without secrets", () => {
    const denial = form("title=Long+title&body=Typed%00+text&password=hunter22&held=abc");
    expect(denial?.status).toBe(400);
    expect(denial?.message).toContain("title: Long title\n\nbody: Typed text");
    expect(denial?.message).not.toMatch(/hunter22|abc|\0/);
    for (const text of ["bo%00dy=x", "body=%zz", "body=%", "body=%ff", "%c3=x", "body=\0"])
      expect([text, form(text)?.status]).toEqual([text, 400]);
    expect(form(Buffer.from("body=\xff", "latin1"))?.status).toBe(400);
    for (const text of ["", "body=", "body=a+b%26c%3D%25", "body=ü", "=&&="])
      expect([text, form(text)]).toEqual([text, null]);
  });

  test("JSON, other types and no type at all are refused where a form is read", () => {
    for (const type of ["application/json", "", "text/plain", "multipart/form-data; boundary=b", "x"])
      expect(refuseBody(Buffer.from('{"a":1}'), type, { takesJson: false })?.status).toBe(415);
    expect(refuseBody(Buffer.alloc(0), "", { takesJson: false })?.status).toBe(415);
    expect(refuseBody(Buffer.alloc(0), "", { takesJson: true })).toBeNull();
    expect(refuseBody(Buffer.from("x"), "", { takesJson: true })?.status).toBe(415);
  });

  test("is passed on by the type that it was judged by", () => {
    expect(bodyType(" APPLICATION/JSON ; x=y")).toBe("application/json");
    expect(bodyType("application/x-www-form-urlencoded, application/json")).toBeNull();
  });
});
