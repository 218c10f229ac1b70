// Characters that XML 1.0 can't contain in any form.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Escapes text for XML elements and attributes; drops characters that XML can't contain. */
export function xmlText(text: string): string {
  return text
    .replaceAll(forbidden, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** `<name a="b">text</name>`; without text `<name a="b"/>`. */
export function element(name: string, text: string | null, attributes: Record<string, string> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${written.join("")}${text === null ? "/>" : `>${xmlText(text)}</${name}>`}`;
}
