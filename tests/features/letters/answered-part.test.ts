/** What of a mail is the answer, as mail programs write it. */
import { describe, expect, test } from "vitest";
import { aboveThisLine, answeredPart } from "~/features/letters/answered-part";

const letter = `${aboveThisLine} to answer post 3 by Devika Rao.\n\nDid we scale the wrong way?\n\nL1 and L2 complement each other.`;
const quoted = letter.replaceAll(/^/gm, "> ");

describe("the letter below the answer is left out", () => {
  test.each([
    [
      "Gmail",
      `No.\n\nOn Fri, Feb 20, 2026 at 3:04 PM Devika Rao, Counterproof <\nnoreply@forum.example> wrote:\n\n${quoted}\n`,
    ],
    ["Thunderbird", `No.\n\nOn 20/02/2026 15:04, Devika Rao, Counterproof wrote:\n${quoted}`],
    ["Apple Mail in German", `No.\n\nAm 20.02.2026 um 15:04 schrieb Devika Rao <noreply@forum.example>:\n\n${quoted}`],
    [
      "a French program",
      `No.\n\nLe ven. 20 févr. 2026 à 15:04, Devika Rao <noreply@forum.example> a\nécrit :\n\n${quoted}`,
    ],
    [
      "Outlook",
      `No.\n\n________________________________\nFrom: Devika Rao <noreply@forum.example>\nSent: Friday\nTo: mira@example.org\nSubject: Re: Did we\n\n${letter}`,
    ],
    ["Outlook of old", `No.\r\n\r\n-----Original Message-----\r\nFrom: Devika Rao\r\nSent: Friday\r\n\r\n${letter}`],
    [
      "a phone",
      `No.\n\nSent from my iPhone\n\n> On 20 Feb 2026, at 15:04, Devika Rao <noreply@forum.example> wrote:\n>\n${quoted}`,
    ],
    ["a program that writes no line above", `No.\n\n${quoted}`],
    ["a program that quotes nothing", `No.\n\n${letter}`],
    ["somebody with a signature", `No.\n\n-- \nMira Okonjo\nLagos\n\nOn Friday, Devika Rao wrote:\n${quoted}`],
  ])("of %s", (_program, text) => {
    const { answer, cut } = answeredPart(text);
    expect(answer).toBe("No.");
    expect(cut).toContain("L1 and L2 complement each other.");
  });
});

test("an answer alone is the whole mail", () => {
  expect(answeredPart("Yes.\n\nOn the other hand: fees fell.\n\n- one\n- two")).toEqual({
    answer: "Yes.\n\nOn the other hand: fees fell.\n\n- one\n- two",
    cut: "",
  });
});

test("answers below and between the quoted lines are kept, with the paragraphs that they answer", () => {
  const below = answeredPart(`On Friday, Devika Rao wrote:\n${quoted}\n\nThey don't.\n`);
  expect(below.answer).toBe("> L1 and L2 complement each other.\n\nThey don't.");
  expect(below.cut).toContain(aboveThisLine);
  const between = answeredPart(
    `On Friday, Devika Rao wrote:\n${quoted}\n\nThey don't.\n\n> Second claim.\n\nSource?\n\n> The rest of the letter.\n\n-- \nMira`,
  );
  expect(between.answer).toBe("> L1 and L2 complement each other.\n\nThey don't.\n\n> Second claim.\n\nSource?");
  expect(between.cut).toContain("The rest of the letter.");
  expect(between.cut).toContain("Mira");
});

test("a mail that says nothing of its own has an empty answer", () => {
  expect(answeredPart(`\n\nOn Friday, Devika Rao wrote:\n${quoted}`).answer).toBe("");
});
