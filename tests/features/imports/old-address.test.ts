import { expect, test } from "vitest";
import { fromCooked } from "~/features/imports/from-cooked";
import { handleOf, withNumber } from "~/features/imports/handle-of";
import { readOwnerTable, readTagTable } from "~/features/imports/imports";
import { oldPageAt } from "~/features/imports/old-address";
import { TableFault } from "~/features/imports/tables";

test.each([
  ["/t/a-slug/12", { kind: "topic", id: 12, number: null }],
  ["/t/a-slug/12/34?u=ada", { kind: "topic", id: 12, number: 34 }],
  ["/t/12", { kind: "topic", id: 12, number: null }],
  ["/t/12/3", { kind: "topic", id: 12, number: 3 }],
  ["/t/-/12.json", { kind: "topic", id: 12, number: null }],
  ["/t/a-slug/12/last", { kind: "topic", id: 12, number: null }],
  ["/p/99", { kind: "post", id: 99 }],
  ["/u/Vitalik.eth", { kind: "member", username: "vitalik.eth" }],
  ["/u/ada/activity/topics", { kind: "member", username: "ada" }],
  ["/users/ada", { kind: "member", username: "ada" }],
  ["/c/layer-2/3", { kind: "term", name: "category:3" }],
  ["/c/layer-2/plasma/7/l/latest", { kind: "term", name: "category:7" }],
  ["/c/layer-2", { kind: "term", name: "category:layer-2" }],
  ["/tag/zk-roll-up", { kind: "term", name: "tag:zk-roll-up" }],
  ["/tags/zk-roll-up", { kind: "term", name: "tag:zk-roll-up" }],
  ["/", { kind: "home" }],
  ["/latest", { kind: "home" }],
  ["/admin", null],
  ["/uploads/default/original/1X/a.png", null],
  ["/t/99999999999999", null],
])("%s", (path, page) => {
  expect(oldPageAt(path)).toEqual(page);
});

test.each([
  ["Vitalik.Eth", "vitalik-eth"],
  ["__ada__", "__ada"],
  ["José", "jose"],
  ["дмитрий", "member-1"],
  ["admin", "admin-2"],
  ["x", "member-1"],
  ["a".repeat(40), "a".repeat(30)],
])("%s is called %s", (username, handle) => {
  expect(handleOf(username)).toBe(handle);
});

test("a taken handle gets a number, and stays short enough", () => {
  expect(withNumber("ada", 2)).toBe("ada-2");
  expect(withNumber("a".repeat(30), 12)).toBe(`${"a".repeat(27)}-12`);
});

test("the table of tags is CSV or JSON", () => {
  const table = new Map([
    ["category:layer-2", ["sequencing"]],
    ["tag:zk", ["proofs", "privacy"]],
    ["tag:none", []],
  ]);
  expect(
    readTagTable('kind,from,to\r\ncategory,Layer-2,sequencing\r\ntag,zk,"proofs privacy"\r\ntag,none,\r\n'),
  ).toEqual(table);
  expect(
    readTagTable('{"categories":{"layer-2":"sequencing"},"tags":{"zk":["proofs","privacy"],"none":null}}'),
  ).toEqual(table);
  for (const bad of ["from,to\na,b", "kind,from,to\nthing,a,b", "{", '{"tags":{"a":1}}'])
    expect(() => readTagTable(bad)).toThrow(TableFault);
});

test("the table of owners names each once, with a mail address", () => {
  expect(readOwnerTable("address,username\nAda@Example.org,Ada\n")).toEqual(new Map([["ada", "ada@example.org"]]));
  for (const bad of ["username,address\nada,nowhere", "username,address\nada,a@b.org\nAda,c@d.org", "a,b\n"])
    expect(() => readOwnerTable(bad)).toThrow(TableFault);
});

test("html becomes markdown where nothing else is told", () => {
  expect(
    fromCooked(
      '<p>See <a href="https://a.example/x">this</a>, <strong>now</strong>:</p><aside class="quote" data-username="ada" data-post="3" data-topic="12"><div class="title">ada:</div><blockquote><p>Yes.</p></blockquote></aside><ul><li>one</li><li>two <code>x</code></li></ul><pre><code class="lang-js">let a = 1;\nlet b;</code></pre><p><img src="/uploads/a.png" alt="box"> <img class="emoji" alt=":smile:" src="/e.png"></p>',
    ),
  ).toBe(
    'See [this](https://a.example/x), **now**:\n\n[quote="ada, post:3, topic:12"]\nYes.\n[/quote]\n\n- one\n- two `x`\n\n```js\nlet a = 1;\nlet b;\n```\n\n![box](/uploads/a.png) :smile:',
  );
});
