import { describe, expect, test } from "vitest";
import { decodeText } from "~/features/composer/decode-text";

const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean) =>
  Uint8Array.from(Array.from(text).flatMap((sign) => (isBig ? [0, sign.charCodeAt(0)] : [sign.charCodeAt(0), 0])));

describe("a file of references is read in its encoding", () => {
  test.each<[string, Uint8Array, string]>([
    ["UTF-8", utf8("@misc{a, title={Über Rollups}}"), "Über Rollups"],
    ["UTF-8 with a mark", utf8("\ufeff@misc{a, title={Über Rollups}}"), "Über Rollups"],
    ["plain latin1", latin("@misc{a, author={M\u00fcller}}"), "Müller"],
    ["JabRef’s header", latin("% Encoding: windows-1252\n\n@misc{a, title={caf\u00e9}}"), "café"],
    ["Java’s name", latin("% Encoding: Cp1250\n@misc{a, title={\u009eivot}}"), "život"],
    ["a header with a name of ISO", latin("% Encoding: ISO8859_2\n@misc{a, author={\u00b9}}"), "š"],
    ["a header that is wrong", utf8("% Encoding: US-ASCII-7\n@misc{a, title={Über}}"), "Über"],
    ["a header that says UTF-8 above latin1", latin("% Encoding: UTF-8\n@misc{a, author={M\u00fcller}}"), "Müller"],
    ["UTF-16 with a mark", Uint8Array.from([0xff, 0xfe, ...utf16("@misc{a, title={Wide}}", false)]), "Wide"],
    ["UTF-16 without a mark", utf16("@misc{a, title={Wide}}", true), "Wide"],
  ])("%s", (_, bytes, words) => {
    expect(decodeText(bytes)).toContain(words);
    expect(decodeText(bytes)).not.toContain("\ufffd");
  });

  test("an empty file is empty", () => {
    expect(decodeText(new Uint8Array())).toBe("");
  });
});
