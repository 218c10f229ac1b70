/** Html in strings: whatever is put into `html` is escaped, unless it is `Html` already. */

/** Text that is safe as html: written by `html`, or vouched for by `trustedHtml`. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Nothing stands for null, undefined, false and "". Lists are written one after the other. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

/** The escapes of text between tags. Quotation marks stay, as the sanitiser leaves them. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The escapes of text inside the double quotes of an attribute. */
export function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', "&quot;");
}

// What XML 1.0 may not hold, however it is written; html has no use for it either.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text without the characters that XML can't hold, such as control characters and half pairs. */
export const writable = (text: string): string => text.replaceAll(unwritable, "");

/** Html that was made elsewhere and is known to be safe: sanitised, or stored by our own renderer. */
export const trustedHtml = (text: string): Html => new Html(text);

/**
 * Html from a template: html`<a href="${path}">${title}</a>`. Strings and numbers are escaped, `Html` is not, so that
 * templates compose. Throws when a string stands inside a tag without quotes around it, where no escaping helps.
 */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  const places = placesOf(strings);
  return new Html(
    strings.reduce((text, string, index) => text + write(parts[index - 1], places[index - 1] ?? "unsure") + string),
  );
}

/** The parts with the separator between them; parts of nothing are left out. */
export function joinHtml(parts: readonly HtmlPart[], separator: string): Html {
  const written = parts.map((part) => write(part, "unsure")).filter((part) => part !== "");
  return new Html(written.join(escapeAttribute(separator)));
}

/** Attributes of a tag, each with a space before it; one that is undefined is left out. The names must be written in code. */
export const attributesHtml = (attributes: Record<string, string | number | undefined>): Html =>
  new Html(
    Object.entries(attributes)
      .map(([name, value]) => (value === undefined ? "" : ` ${name}="${write(value, "attribute")}"`))
      .join(""),
  );

/** Where a part is put: between tags, in an attribute's quotes, bare inside a tag, or in a fragment that doesn't tell. */
type Place = "text" | "attribute" | "tag" | "unsure";

function write(part: HtmlPart, place: Place): string {
  if (part === null || part === undefined || part === false || part === "") return "";
  if (part instanceof Html) return part.toString();
  if (typeof part === "string" || typeof part === "number") {
    if (place === "tag") throw new TypeError(`Put quotes around this part of a tag: ${part}`);
    const text = writable(String(part));
    return place === "text" ? escapeText(text) : escapeAttribute(text);
  }
  return part.map((one) => write(one, place)).join("");
}

/** A template's strings are the same object each time it is written, so each template is looked at once. */
const knownPlaces = new WeakMap<TemplateStringsArray, Place[]>();

function placesOf(strings: TemplateStringsArray): Place[] {
  const places = knownPlaces.get(strings) ?? readPlaces(strings);
  knownPlaces.set(strings, places);
  return places;
}

function readPlaces(strings: TemplateStringsArray): Place[] {
  let place: Place = "unsure";
  return strings.slice(0, -1).map((string) => {
    for (const sign of string) place = after(place, sign);
    return place;
  });
}

function after(place: Place, sign: string): Place {
  if (place === "attribute") return sign === '"' ? "tag" : place;
  if (place === "tag") return sign === '"' ? "attribute" : sign === ">" ? "text" : place;
  return sign === "<" ? "tag" : place;
}
