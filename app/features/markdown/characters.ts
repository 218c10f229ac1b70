import { boundMarks, cleanText, controls, misleading } from "../../platform/characters";

/** Cleans a body, whoever stored it. A NUL is for the parser to replace. */
export const cleanSource = cleanText;

/** Removes character references such as `&#x202E;`, which would restore what `cleanSource` removed. */
export function cleanOutput(text: string) {
  const cleaned = text.replace(misleading, "").replace(controls, "").replaceAll("\r", "").replaceAll("\0", "\ufffd");
  return boundMarks(cleaned);
}
