/** Leaves quotation marks as they are, as the sanitiser does: its second look must not change a byte. */
export function escapeText(text: string) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function escapeAttribute(value: string) {
  return escapeText(value).replaceAll('"', "&quot;");
}
