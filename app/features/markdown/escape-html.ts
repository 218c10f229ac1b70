/** Leaves quotation marks unescaped, because the sanitizer does too: sanitizing must not change a byte. */
export function escapeText(text: string) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function escapeAttribute(value: string) {
  return escapeText(value).replaceAll('"', "&quot;");
}
