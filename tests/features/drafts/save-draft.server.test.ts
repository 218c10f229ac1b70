import { expect, test } from "vitest";
import { fieldsOf } from "~/features/drafts/drafts";
import { deleteDraft, findDraft, listDrafts, saveDraft } from "~/features/drafts/drafts.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();

const text = (body: string) => ({ body: [body] });

test("a save over the version it began from is kept; one that comes late gets the other text", async () => {
  const { id: memberId } = await aMember();
  const place = "thread:1";
  expect(await saveDraft({ memberId, place, fields: text("one"), version: 0 })).toMatchObject({ ok: true, version: 1 });
  expect(await saveDraft({ memberId, place, fields: text("two"), version: 1 })).toMatchObject({ ok: true, version: 2 });
  expect(await saveDraft({ memberId, place, fields: text("late"), version: 1 })).toMatchObject({
    ok: false,
    reason: "conflict",
    theirs: { fields: text("two"), version: 2 },
  });
  expect(await saveDraft({ memberId, place, fields: text("new"), version: 0 })).toMatchObject({ ok: false });
  expect((await findDraft(memberId, place))?.fields).toEqual(text("two"));
});

test("commit outcome unknown: a save, or an emptying, that is sent again is acknowledged", async () => {
  const { id: memberId } = await aMember();
  const place = "thread:2";
  const fields = { tags: ["fees", "base"], ...text("typed"), title: ["A title"] };
  for (const version of [0, 1]) {
    const save = { memberId, place, fields: { ...fields, ...text(`typed ${version}`) }, version };
    const first = await saveDraft(save);
    expect(first).toMatchObject({ ok: true, version: version + 1 });
    expect(await saveDraft(save)).toEqual(first);
  }
  const emptied = { memberId, place, fields: text(""), version: 2 };
  for (const _ of [1, 2]) expect(await saveDraft(emptied)).toMatchObject({ ok: true, version: 0 });
  expect(await findDraft(memberId, place)).toBeNull();
});

test("of twenty saves at once from one version, one is kept", async () => {
  const { id: memberId } = await aMember();
  const saves = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      saveDraft({ memberId, place: "new", fields: text(`${index}`), version: 0 }),
    ),
  );
  expect(saves.filter((saved) => saved.ok)).toHaveLength(1);
});

test("a draft that was posted elsewhere is gone, and an emptied one is no draft", async () => {
  const { id: memberId } = await aMember();
  await saveDraft({ memberId, place: "new", fields: text("x"), version: 0 });
  await deleteDraft(memberId, "new");
  expect(await saveDraft({ memberId, place: "new", fields: text("y"), version: 1 })).toEqual({
    ok: false,
    reason: "conflict",
    theirs: null,
  });
  await saveDraft({ memberId, place: "new", fields: text("y"), version: 0 });
  expect(await saveDraft({ memberId, place: "new", fields: text("  "), version: 1 })).toMatchObject({ version: 0 });
  expect(await listDrafts(memberId)).toEqual([]);
});

test("a member has at most two hundred drafts", async () => {
  const { id: memberId } = await aMember();
  for (let index = 1; index <= 200; index++)
    await saveDraft({ memberId, place: `thread:${index}`, fields: text("x"), version: 0 });
  expect(await saveDraft({ memberId, place: "new", fields: text("x"), version: 0 })).toEqual({
    ok: false,
    reason: "too-many",
  });
});

test("of ten saves at once by a member with 195 drafts, five are kept", async () => {
  const { id: memberId } = await aMember();
  const place = (index: number) => `thread:${index}`;
  await db.draft.createMany({
    data: Array.from({ length: 195 }, (_, index) => ({
      memberId,
      place: place(index),
      fields: text("x"),
      updatedAt: new Date(),
    })),
  });
  const saves = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      saveDraft({ memberId, place: place(1_000 + index), fields: text("x"), version: 0 }),
    ),
  );
  expect(saves.filter((saved) => saved.ok)).toHaveLength(5);
  expect(await db.draft.count({ where: { memberId } })).toBe(200);
});

test("fields of the form that are no part of the text are left out, and too long texts are refused", () => {
  const fields: [string, unknown][] = [
    ["body", "a\r\nb\u0000"],
    ["tags", "fees"],
    ["tags", "base"],
    ["intent", "reply"],
    ["idempotencyKey", "k"],
    ["__proto__", "x"],
  ];
  expect(fieldsOf(fields)).toEqual({ body: ["a\nb"], tags: ["fees", "base"] });
  expect(fieldsOf([["body", "x".repeat(80_001)]])).toBe(null);
});
