type Survey = {
  /** How deep arrays and objects nest. */
  depth: number;
  /** Whether a string holds U+0000, escaped or not. */
  hasNull: boolean;
};

/** Looks over JSON without building its values. Brackets inside strings are text: "[0, 1)" is an interval. */
export function surveyJson(json: string): Survey {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  let hasNull = false;
  for (let index = 0; index < json.length; index += 1) {
    const sign = json[index];
    if (sign === "\0") hasNull = true;
    else if (inString && sign === "\\") {
      if (json.startsWith("u0000", index + 1)) hasNull = true;
      index += 1;
    } else if (sign === '"') inString = !inString;
    else if (inString) continue;
    else if (sign === "[" || sign === "{") deepest = Math.max(deepest, ++depth);
    else if (sign === "]" || sign === "}") depth -= 1;
  }
  return { depth: deepest, hasNull };
}
