/** The commands of docs/in-and-out.md, against a forum with a first thread. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const usual = "http://localhost:3000";
const commands = [...readFileSync("docs/in-and-out.md", "utf8").matchAll(/^curl (.+)$/gm)].map(([, rest]) => rest!);

beforeAll(async () => {
  const thread = await aThread({ title: "The first thread of this forum", body: "Base makes 12 TPS." });
  expect([thread.id, thread.openingPostId]).toEqual([1, 1]);
});

test("the document has commands", () => expect(commands.length).toBeGreaterThan(10));

test.each(commands)("curl %s", async (command) => {
  const [asked] = /http:[^\s"]+/.exec(command) ?? [];
  const address = asked!
    .replaceAll(usual, server.origin)
    .replaceAll(encodeURIComponent(usual), encodeURIComponent(server.origin));
  const path = address.replace(server.origin, "");
  let answer = await server.fetch(path);
  // Its title may be another: its address leads on.
  if (answer.status === 301) answer = await server.fetch(answer.headers.get("Location")!);
  expect([path, answer.status]).toEqual([path, 200]);
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
});
