import { describe, expect, test } from "vitest";
import { FlagForm, foldsPost, foldWords, type Flagger } from "~/features/flags/flag";
import { parseForm } from "~/platform/form.server";

const now = new Date("2026-11-29T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const site = { now, siteSince: daysAgo(400) };

let count = 0;
const flagger = (days: number, ...interests: number[]): Flagger => ({
  memberId: (count += 1),
  joinedAt: daysAgo(days),
  interests,
});

describe("flags fold a post", () => {
  test("of three members of whom two have been here for 30 days", () => {
    expect(foldsPost([flagger(30), flagger(30), flagger(0)], site)).toBe(true);
    expect(foldsPost([flagger(30), flagger(29), flagger(0)], site)).toBe(false);
    expect(foldsPost([flagger(90), flagger(90)], site)).toBe(false);
  });

  test("not of three with one interest, and of three with two interests between them", () => {
    expect(foldsPost([flagger(90, 1), flagger(90, 1), flagger(90, 1)], site)).toBe(false);
    expect(foldsPost([flagger(90, 1), flagger(90, 1), flagger(90, 2)], site)).toBe(true);
  });

  test("who declares nothing is nobody's ally", () => {
    expect(foldsPost([flagger(90), flagger(90), flagger(90)], site)).toBe(true);
    expect(foldsPost([flagger(90, 1), flagger(90, 1), flagger(90)], site)).toBe(true);
  });

  test("a shared parent makes one side of two tags, and a third member joins both", () => {
    expect(foldsPost([flagger(90, 1, 9), flagger(90, 2, 9), flagger(90, 3, 9)], site)).toBe(false);
    expect(foldsPost([flagger(90, 1), flagger(90, 2), flagger(90, 1, 2)], site)).toBe(false);
  });

  test("ten of one side need one of another; the older ones of a side count", () => {
    const ten = Array.from({ length: 10 }, (_, index) => flagger(index === 9 ? 90 : 1, 1));
    expect(foldsPost(ten, site)).toBe(false);
    expect(foldsPost([...ten, flagger(1)], site)).toBe(false);
    expect(foldsPost([...ten, flagger(31)], site)).toBe(true);
  });

  test("not on a site younger than 30 days", () => {
    const three = [flagger(29), flagger(29), flagger(29)];
    expect(foldsPost(three, { now, siteSince: daysAgo(29) })).toBe(false);
    expect(foldsPost([flagger(30), flagger(30), flagger(1)], { now, siteSince: daysAgo(30) })).toBe(true);
  });
});

test("readers are told how many flagged it, and as what", () => {
  expect(foldWords(["unkind", "unkind", "unkind"])).toBe("Three members flagged it as unkind.");
  expect(foldWords(["spam", "off_topic", "off_topic", "unkind"])).toBe(
    "Four members flagged it as off topic and spam.",
  );
});

describe("the form of a flag", () => {
  const read = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return parseForm(form, FlagForm);
  };

  test("reads the answer to the chosen reason alone", () => {
    expect(read({ reason: "unkind", "words-unkind": " “can’t read” ", "words-other": "not this" })).toMatchObject({
      value: { reason: "unkind", words: "“can’t read”" },
    });
    expect(read({ reason: "off_topic" })).toMatchObject({ value: { reason: "off_topic", words: "" } });
  });

  test("asks for words where a moderator has nothing else to go by", () => {
    const refused = read({ reason: "source_misquoted", "words-unkind": "of another reason" });
    expect(refused).toMatchObject({
      ok: false,
      reply: { error: { "words-source_misquoted": [expect.stringContaining("Answer")] } },
    });
  });

  test("knows no reason “wrong”, and says so of none", () => {
    expect(read({ reason: "wrong" }).ok).toBe(false);
    expect(read({}).ok).toBe(false);
  });
});
