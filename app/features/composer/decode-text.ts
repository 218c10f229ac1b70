/**
 * A file's text in the encoding that its first line names (`% Encoding: windows-1252`, as JabRef writes it), else by its byte
 * order mark, else as UTF-8, and where that can't be, as windows-1252.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  const begin = new TextDecoder("windows-1252").decode(bytes.subarray(0, 300));
  const named = /^(?:ï»¿)?\s*%+\s*(?:This file was created with JabRef[^\n]*\n%*\s*)?encoding:\s*([\w:.-]+)/i.exec(
    begin,
  )?.[1];
  return (
    inEncoding(named && labelOf(named), bytes) ??
    inEncoding("utf-8", bytes) ??
    new TextDecoder("windows-1252").decode(bytes)
  );
}

/** UTF-16, by its mark or by the empty halves of its Latin letters. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const begin = bytes.subarray(0, 200);
  const empty = (rest: number) => begin.filter((byte, index) => index % 2 === rest && byte === 0).length;
  if (begin.length < 8) return undefined;
  if (empty(1) > begin.length * 0.3 && empty(0) === 0) return "utf-16le";
  return empty(0) > begin.length * 0.3 && empty(1) === 0 ? "utf-16be" : undefined;
}

/** Java's names of encodings, as browsers call them. */
function labelOf(name: string): string {
  const plain = name.toLowerCase().replaceAll("_", "-");
  const page = /^cp-?(125\d)$/.exec(plain)?.[1];
  if (page) return `windows-${page}`;
  const part = /^iso-?8859-?(\d+)$/.exec(plain)?.[1];
  if (part) return `iso-8859-${part}`;
  const known: Record<string, string> = { macroman: "macintosh", ascii: "us-ascii", utf8: "utf-8", sjis: "shift_jis" };
  return Object.hasOwn(known, plain) ? known[plain]! : plain;
}

/** Null when the browser doesn't know the encoding, or the bytes are none of it. */
function inEncoding(label: string | undefined, bytes: Uint8Array): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
