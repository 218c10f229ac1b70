import { expect, test } from "vitest";
import { asTyped, cutToFit } from "~/features/imports/fitting-text";
import { maxImportedBytes } from "~/features/markdown/markdown";

const address = "https://old.example/t/1/2";
const bytes = (text: string) => Buffer.byteLength(text);

test("a text that fits is left alone", () => {
  expect(cutToFit("a".repeat(maxImportedBytes), address)).toBeNull();
});

test("a longer one is cut between paragraphs, or where it must be, and never in a character", () => {
  const paragraphs = cutToFit(`${"One. ".repeat(90_000)}\n\n${"Two. ".repeat(90_000)}`, address)!;
  expect(paragraphs.endsWith("One. ")).toBe(true);
  const solid = cutToFit("ж".repeat(maxImportedBytes), address)!;
  expect(bytes(solid)).toBeLessThanOrEqual(maxImportedBytes);
  expect(bytes(solid)).toBeGreaterThan(maxImportedBytes - 10);
  expect(solid).toContain(`(${address})`);
  expect(solid).not.toContain("\uFFFD");
});

test("what can't be read stands in a fence that nothing in it closes", () => {
  expect(asTyped("a\n````\nb", address)).toEqual({ body: "`````text\na\n````\nb\n`````", isCut: false });
  const { body, isCut } = asTyped("`x".repeat(400_000), address);
  expect(isCut).toBe(true);
  expect(bytes(body)).toBeLessThanOrEqual(maxImportedBytes);
});
