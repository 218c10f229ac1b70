import { expect, test } from "vitest";
import { z } from "zod";
import { parseForm } from "~/platform/form.server";

const Schema = z.object({ title: z.string(), tags: z.union([z.string(), z.array(z.string())]) });

test.each([
  "tags[1000000]",
  "tags[99999999999]",
  "tags[]",
  "title.x",
  "title[0].x[1].y",
  "__intent__",
  "__state__",
  "__proto__",
  "constructor.prototype.x",
  "a..b",
  "[",
  "",
  " ",
])("a field named “%s” is unknown, like any other that the form doesn't have", (name) => {
  const fields = new FormData();
  fields.append(name, "{broken");
  expect(parseForm(fields, Schema)).toMatchObject({ ok: false, reply: { error: { title: [expect.any(String)] } } });
  fields.append("title", "A title");
  fields.append("tags", "fees");
  fields.append("tags", "base");
  fields.append(name, "again");
  expect(parseForm(fields, Schema)).toMatchObject({ ok: true, value: { title: "A title", tags: ["fees", "base"] } });
  expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
});
