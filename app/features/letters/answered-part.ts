/** What a reply by mail says, without what its writer's mail program put below it. */

/** Stands at the head of letters that can be answered: what stands above it in an answer is the answer. */
export const aboveThisLine = "Write above this line";

/** The line by which mail programs begin a quotation: "On Friday, Mira wrote:". It may be wrapped. */
const attribution =
  /^(?:(?:on|am|le|el|em|il|op|den|w dniu|dnia)\b.{0,200}|.{0,200}\b(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał)\b.{0,80}|.{0,200}@.{0,200})[:：]\s*$/i;
const separator = /^(?:-{3,}.{0,60}-{3,}|_{10,}|-{20,})\s*$/;
/** The heads that some programs copy: "From: …", "Gesendet: …". */
const copiedHead = /^\*?(?:from|von|de|da|van|fra|sent|gesendet|date|datum|to|an|subject|betreff)\s?:\*? \S/i;
const signature = /^-- ?$/;
const program = /^(?:sent from my |get outlook for |von meinem .{1,40} gesendet|envoyé de mon )/i;

const isQuoted = (line: string) => line.startsWith(">");
const isBlank = (line: string) => line.trim() === "";

export type Answered = { answer: string; cut: string };

/**
 * Splits a mail's text into the answer and what is left out: the quoted letter, signatures. Answers between the lines of the
 * quotation are kept, each with the paragraph that it answers.
 */
export function answeredPart(text: string): Answered {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  const end = endOfOwn(lines);
  const kept = new Set(lines.slice(0, end).keys());
  const between = lines.slice(end);
  if (between.some(isQuoted)) for (const index of answersBetween(between)) kept.add(end + index);
  dropEnd(lines, kept);
  const part = (isKept: boolean) =>
    lines
      .filter((_line, index) => kept.has(index) === isKept)
      .join("\n")
      .replaceAll(/\n{3,}/g, "\n\n")
      .trim();
  return { answer: part(true), cut: part(false) };
}

/** Where the mail program's part begins: behind the last line that the writer wrote above it. */
function endOfOwn(lines: string[]): number {
  const marked = lines.findIndex((line) => line.includes(aboveThisLine));
  const begun = lines.findIndex(
    (line, index) =>
      isQuoted(line) || separator.test(line) || beginsHead(lines, index) || beginsAttribution(lines, index),
  );
  const first = [marked, begun].filter((index) => index !== -1);
  return backOverAttribution(lines, first.length === 0 ? lines.length : Math.min(...first));
}

const beginsHead = (lines: string[], index: number) =>
  [0, 1, 2].filter((next) => copiedHead.test(lines[index + next] ?? "")).length >= 2 && copiedHead.test(lines[index]!);

/** An attribution counts only above a quotation, or above the letter. */
function beginsAttribution(lines: string[], index: number): boolean {
  const [one = "", two = "", three = ""] = lines.slice(index, index + 3);
  const length = attribution.test(one)
    ? 1
    : /^(?:on|am|le|el|em|il|op|den)\b/i.test(one) && attribution.test(`${one} ${two}`)
      ? 2
      : attribution.test(`${one} ${two} ${three}`) && /^on\b/i.test(one)
        ? 3
        : 0;
  if (length === 0) return false;
  const next = lines.slice(index + length).find((line) => !isBlank(line)) ?? "";
  return isQuoted(next) || next.includes(aboveThisLine);
}

/** A quotation that begins here may have its attribution above, which is no part of the answer. */
function backOverAttribution(lines: string[], start: number): number {
  for (let index = Math.max(0, start - 4); index < start; index++)
    if (
      !isBlank(lines[index]!) &&
      (beginsAttribution(lines, index) || copiedHead.test(lines[index]!) || separator.test(lines[index]!))
    )
      return index;
  return start;
}

/** The lines of these that answer a quotation from between it, and the quoted paragraph above each. */
function answersBetween(lines: string[]): number[] {
  const own = lines.flatMap((line, index) =>
    isQuoted(line) || isBlank(line) || beginsAttribution(lines, index) || wrapsAttribution(lines, index) ? [] : [index],
  );
  const sign = lines.findIndex((line) => signature.test(line));
  const answers = own.filter((index) => (sign === -1 || index < sign) && lines.slice(0, index).some(isQuoted));
  return answers.flatMap((index) => [...paragraphAbove(lines, index), index, ...blankBeside(lines, index)]);
}

const wrapsAttribution = (lines: string[], index: number) => index > 0 && beginsAttribution(lines, index - 1);

const blankBeside = (lines: string[], index: number) =>
  [index - 1, index + 1].filter((beside) => beside >= 0 && beside < lines.length && isBlank(lines[beside]!));

function paragraphAbove(lines: string[], index: number): number[] {
  let above = index - 1;
  while (above >= 0 && isBlank(lines[above]!)) above--;
  const quoted: number[] = [];
  for (; above >= 0 && isQuoted(lines[above]!) && !isBlank(lines[above]!.slice(1)); above--) quoted.unshift(above);
  return quoted.some((line) => lines[line]!.includes(aboveThisLine)) ? [] : quoted;
}

/** Leaves out what programs and people add below everything: signatures, "Sent from my phone". */
function dropEnd(lines: string[], kept: Set<number>) {
  const sign = lines.findIndex((line, index) => kept.has(index) && signature.test(line));
  if (sign !== -1) for (const index of lines.slice(sign).keys()) kept.delete(sign + index);
  const last = [...kept].toSorted((a, b) => b - a).find((index) => !isBlank(lines[index]!));
  if (last !== undefined && program.test(lines[last]!)) kept.delete(last);
}
