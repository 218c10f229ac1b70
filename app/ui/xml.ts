import { escapeAttribute, writable } from "./html";

/** Text as XML holds it, in elements and in attributes; what XML can't say is left out. */
export const xmlText = (text: string): string => escapeAttribute(writable(text));

/** `<name a="b">text</name>`; without text `<name a="b"/>`. */
export function element(name: string, text: string | null, attributes: Record<string, string> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${written.join("")}${text === null ? "/>" : `>${xmlText(text)}</${name}>`}`;
}
