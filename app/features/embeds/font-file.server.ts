/** Reads a TrueType file: which characters it has and how wide they are. */

/** One font face. Widths are in em; kerning is ignored, since it only narrows text. */
export type FontFile = {
  covers(codePoint: number): boolean;
  widthOf(text: string): number;
};

/** Reads a face from a `.ttf` file; throws if it is none. */
export function readFont(file: Buffer): FontFile {
  const tables = tablesOf(file);
  const table = (name: string) => {
    const found = tables.get(name);
    if (!found) throw new Error(`This font has no table "${name}".`);
    return found;
  };
  const unitsPerEm = table("head").readUInt16BE(18);
  const measured = table("hhea").readUInt16BE(34);
  const widths = table("hmtx");
  const glyphs = glyphsOf(table("cmap"));
  // Later glyphs have the width of the last one in the table.
  const widthOfGlyph = (glyph: number) => widths.readUInt16BE(Math.min(glyph, measured - 1) * 4) / unitsPerEm;
  return {
    covers: (codePoint) => glyphs.has(codePoint),
    widthOf(text) {
      let width = 0;
      for (const character of text) width += widthOfGlyph(glyphs.get(character.codePointAt(0)!) ?? 0);
      return width;
    },
  };
}

function tablesOf(file: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let index = 0, at = 12; index < file.readUInt16BE(4); index += 1, at += 16) {
    const start = file.readUInt32BE(at + 8);
    tables.set(file.toString("latin1", at, at + 4), file.subarray(start, start + file.readUInt32BE(at + 12)));
  }
  return tables;
}

/** Glyph ids by code point, from the most complete character map (format 12 before 4). */
function glyphsOf(cmap: Buffer): Map<number, number> {
  const maps = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => {
    const map = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    return { format: map.readUInt16BE(0), map };
  });
  const wide = maps.find(({ format }) => format === 12);
  if (wide) return readFormat12(wide.map);
  const narrow = maps.find(({ format }) => format === 4);
  if (narrow) return readFormat4(narrow.map);
  throw new Error("This font has no map of characters that is read here.");
}

function readFormat12(map: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let group = 0, at = 16; group < map.readUInt32BE(12); group += 1, at += 12) {
    const first = map.readUInt32BE(at);
    const glyph = map.readUInt32BE(at + 8);
    for (let code = first; code <= map.readUInt32BE(at + 4); code += 1) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

function readFormat4(map: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  const doubled = map.readUInt16BE(6);
  for (let at = 0; at < doubled; at += 2) {
    const last = map.readUInt16BE(14 + at);
    const first = map.readUInt16BE(16 + doubled + at);
    const delta = map.readUInt16BE(16 + doubled * 2 + at);
    const rangeAt = 16 + doubled * 3 + at;
    const range = map.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const listed = range === 0 ? code : map.readUInt16BE(rangeAt + range + (code - first) * 2);
      const glyph = listed === 0 && range !== 0 ? 0 : (listed + delta) % 65_536;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
