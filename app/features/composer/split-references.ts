/** Parts of a file of references, each small enough for one request. */

/** A part of a file. Entries with these keys stand in it for others, and belong to another part. */
export type Part = { text: string; borrowed: string[] };

/** The greatest length of a part in a request, in bytes. */
export const mostBytes = 150_000;

export function splitReferences(text: string, most = mostBytes): Part[] {
  const begin = text.replace(/^\ufeff/, "").trimStart();
  if (/^[[{]/.test(begin)) return splitJson(text, begin, most);
  if (/^\s{0,3}TY\s{1,2}-/m.test(begin)) return join(text.split(/^(?=\s{0,3}TY\s{1,2}-)/m), most);
  return splitBibtex(text, most);
}

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(JSON.stringify(text)).length;

/** Neighbours in one part, as long as they fit. One that is too long by itself is a part of its own. */
function join(pieces: string[], most: number, begin = ""): Part[] {
  const parts: Part[] = [];
  let text = "";
  let size = 0;
  for (const piece of pieces) {
    const bytes = bytesOf(piece);
    if (text !== "" && size + bytes > most) {
      parts.push({ text: begin + text, borrowed: [] });
      [text, size] = ["", 0];
    }
    text += piece;
    size += bytes;
  }
  if (text.trim() !== "" || parts.length === 0) parts.push({ text: begin + text, borrowed: [] });
  return parts;
}

function splitJson(text: string, begin: string, most: number): Part[] {
  if (bytesOf(text) <= most) return [{ text, borrowed: [] }];
  try {
    const given: unknown = JSON.parse(begin);
    const items = given instanceof Object && "items" in given ? given.items : given;
    if (!Array.isArray(items)) return [{ text, borrowed: [] }];
    const parts = join(
      items.map((item) => `${JSON.stringify(item)},\n`),
      most,
    );
    return parts.map((part) => ({ ...part, text: `[${part.text.trimEnd().replace(/,$/, "")}]` }));
  } catch {
    return [{ text, borrowed: [] }];
  }
}

const mostParents = 100;

/** Each part begins with the file's abbreviations, and ends with the entries that its own inherit from. */
function splitBibtex(text: string, most: number): Part[] {
  if (bytesOf(text) <= most) return [{ text, borrowed: [] }];
  const pieces = text.split(/^(?=[ \t]*@)/m);
  const strings = pieces.filter((piece) => /^[ \t]*@string\b/i.test(piece)).join("");
  const begin = bytesOf(strings) < most / 2 ? strings : "";
  const entries = pieces.filter((piece) => begin === "" || !/^[ \t]*@string\b/i.test(piece));
  const byKey = new Map(entries.map((piece) => [keyOf(piece), piece]));
  return join(entries, most, begin).map(({ text: part }) => {
    const own = new Set(part.split(/^(?=[ \t]*@)/m).map(keyOf));
    const borrowed = [...new Set(parentsOf(part, byKey))].filter((key) => !own.has(key) && byKey.has(key));
    const parents = borrowed.slice(0, mostParents);
    return { text: [part, ...parents.map((key) => byKey.get(key)!)].join("\n"), borrowed: parents };
  });
}

const keyOf = (piece: string) =>
  /^[ \t]*@[a-z][\w.+-]*\s*[{(]\s*([^\s,{}()="]+)/i.exec(piece)?.[1]?.toLowerCase() ?? "";

/** The keys that entries inherit from, and those that these inherit from. */
function parentsOf(text: string, byKey: Map<string, string>, depth = 0): string[] {
  const keys = [...text.matchAll(/\b(?:crossref|xdata)\s*=\s*[{"]([^{}"]+)[}"]/gi)].flatMap(([, list = ""]) =>
    list.split(",").map((key) => key.trim().toLowerCase()),
  );
  if (depth > 1) return keys;
  return keys.flatMap((key) => [key, ...parentsOf(byKey.get(key) ?? "", byKey, depth + 1)]);
}
