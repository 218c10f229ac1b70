/** What a form may say of the sizes of diagrams. */
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { diagramKey } from "~/ui/diagram-size";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const flow = "flowchart LR\n  A --> B";
const body = `\`\`\`mermaid\n${flow}\n\`\`\``;
const key = diagramKey(flow);
const stored = async (id: number) => (await db.post.findUniqueOrThrow({ where: { id } })).diagramSizes;

test("a thread, a reply and an edit keep the sizes that come with them, and their pages have the room", async () => {
  const author = await aMember();
  const form = { body, diagramSizes: JSON.stringify({ [key]: [300, 100] }) };
  const opened = await server.fetch("/new", {
    as: author,
    form: { ...form, title: "How is a blob read by a rollup?", tags: ["fees"] },
  });
  expect(opened.status).toBe(303);
  const opening = await db.post.findFirstOrThrow({ where: { authorId: author.id }, include: { thread: true } });
  expect(opening.diagramSizes).toEqual({ [key]: [300, 100] });
  const path = `/t/${opening.thread.id}/${opening.thread.slug}`;
  expect((await server.fetch(path, { as: author, form: { ...form, parent: "" } })).status).toBe(303);
  const reply = await db.post.findFirstOrThrow({ where: { threadId: opening.threadId, number: 2 } });
  expect(reply.diagramSizes).toEqual({ [key]: [300, 100] });
  const edited = {
    ...form,
    diagramSizes: JSON.stringify({ [key]: [310, 110] }),
    body: `${body}\n\nMore.`,
    revision: "1",
  };
  expect((await server.fetch(`/p/${reply.id}/edit`, { as: author, form: edited })).status).toBe(303);
  expect(await stored(reply.id)).toEqual({ [key]: [310, 110] });
  const shown = page(await (await server.fetch(path)).text());
  expect(shown.all(".diagram-room > svg:first-child").map((svg) => svg.attribute("width"))).toEqual(["300", "310"]);
});

test.each([
  ["another key", JSON.stringify({ [diagramKey("another")]: [300, 100] })],
  ["a negative width", `{"${key}":[-300,100]}`],
  ["a huge width", `{"${key}":[1e300,100]}`],
  ["NaN", `{"${key}":[NaN,100]}`],
  ["no json", "not json"],
  ["markup", `{"${key}":["><script>alert(1)</script>",100]}`],
  ["the prototype", '{"__proto__":{"x":[300,100]}}'],
  ["two hundred kilobytes", `{"${key}":[300,${" ".repeat(200_000)}100]}`],
])("a reply is posted whatever its field says: %s", async (_, diagramSizes) => {
  const [author, thread] = [await aMember(), await aThread()];
  const path = `/t/${thread.id}/${thread.slug}`;
  const sent = await server.fetch(path, { as: author, form: { body, diagramSizes, parent: "" } });
  expect(sent.status).toBe(303);
  const post = await db.post.findFirstOrThrow({ where: { authorId: author.id } });
  expect([post.diagramSizes, post.html.includes("data-slot")]).toEqual([null, false]);
  expect(page(await (await server.fetch(path)).text()).all(".diagram-room")).toEqual([]);
});

test("a field of ten megabytes is refused as any form of that size, and an edit of another's post as ever", async () => {
  const [author, other] = [await aMember(), await aMember()];
  const post = await aReply({ thread: await aThread(), author, body });
  const form = { body: `${body}\n\nMore.`, revision: "1" };
  const huge = { ...form, diagramSizes: `{"${key}":[300,${" ".repeat(10_000_000)}100]}` };
  expect((await server.fetch(`/p/${post.id}/edit`, { as: author, form: huge })).status).toBe(413);
  const theirs = { ...form, diagramSizes: JSON.stringify({ [key]: [300, 100] }) };
  expect((await server.fetch(`/p/${post.id}/edit`, { as: other, form: theirs })).status).toBe(403);
  expect(await stored(post.id)).toBeNull();
});
