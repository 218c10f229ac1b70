/**
 * A page as its reader finds it: a test asks by role and name and doesn't depend on how the html is written.
 * Something that is missing throws one sentence with the names that are there, not the page.
 */
import { selectAll } from "css-select";
import { type AnyNode, type Document, type Element, hasChildren, isComment, isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";

const blocks = new Set(
  "address article aside blockquote br caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td th thead tr ul".split(
    " ",
  ),
);
const silent = new Set(["script", "style", "template", "title"]);
const fields = "input:not([type=hidden], [type=submit]), textarea, select";

export const page = (html: string) => new Part(parseDocument(html));

/** A feed, a site map or a picture: as `page`, with the names of tags and attributes as they are written. */
export const xml = (text: string) => new Part(parseDocument(text, { xmlMode: true }), undefined, true);

/** A page, or a part of one. */
export class Part {
  constructor(
    private readonly node: Document | Element,
    private readonly root: Document | Element = node,
    private readonly xmlMode = false,
  ) {}

  /** The words, with one space between them; of a picture its alternative. */
  get text(): string {
    return wordsOf(this.node).replaceAll(/\s+/g, " ").trim();
  }

  /** Its text as it is written, which for a script or a style is its source. */
  get source(): string {
    return isTag(this.node) ? this.node.children.map((child) => (isText(child) ? child.data : "")).join("") : "";
  }

  /** What assistive technology calls it: its label, else its words. */
  get name(): string {
    const labelled = this.attribute("aria-labelledby")?.split(/\s+/) ?? [];
    const byOthers = labelled.map((id) => this.byId(id)?.text ?? "").join(" ");
    return this.attribute("aria-label") ?? (byOthers || this.text);
  }

  get tag(): string {
    return isTag(this.node) ? this.node.name : "";
  }

  get href(): string | undefined {
    return this.attribute("href");
  }

  get value(): string | undefined {
    return this.tag === "textarea" ? wordsOf(this.node) : this.attribute("value");
  }

  get checked(): boolean {
    return this.attribute("checked") !== undefined;
  }

  get disabled(): boolean {
    return this.attribute("disabled") !== undefined;
  }

  get pressed(): boolean | undefined {
    const pressed = this.attribute("aria-pressed");
    return pressed === undefined ? undefined : pressed === "true";
  }

  /** The names of its attributes. */
  get attributes(): string[] {
    return isTag(this.node) ? Object.keys(this.node.attribs) : [];
  }

  attribute(name: string): string | undefined {
    return isTag(this.node) ? this.node.attribs[name] : undefined;
  }

  /** Everything that a selector of CSS finds in it, for what has no role. */
  all(selector: string): Part[] {
    return selectAll<AnyNode, Element>(selector, this.node.children, { xmlMode: this.xmlMode }).map(
      (found) => new Part(found, this.root, this.xmlMode),
    );
  }

  /** The first that a selector of CSS finds. */
  first(selector: string): Part {
    const [found] = this.all(selector);
    if (!found) throw new Error(`There is no "${selector}" in: ${this.text.slice(0, 300)}`);
    return found;
  }

  has(selector: string): boolean {
    return this.all(selector).length > 0;
  }

  get links(): Part[] {
    return this.all("a[href]");
  }

  /** The names of its headings, of all levels unless one is given. */
  headings(level?: number): string[] {
    return this.all(level ? `h${level}` : "h1, h2, h3, h4, h5, h6").map((heading) => heading.name);
  }

  /** Whether it can be chosen by that name, for a link that must not be there. */
  hasLink(name: string | RegExp): boolean {
    return this.links.some((link) => isNamed(link.name, name));
  }

  hasButton(name: string | RegExp): boolean {
    return this.all("button").some((button) => isNamed(button.name, name));
  }

  link(name: string | RegExp): Part {
    return oneOf("link", name, this.links);
  }

  button(name: string | RegExp): Part {
    return oneOf("button", name, this.all("button"));
  }

  /** The row of a table whose head has that name. */
  row(name: string | RegExp): Part {
    return oneOf("row", name, this.all("tr"), (row) => row.all("th").map((head) => head.text));
  }

  /** A section by its heading or its label. */
  section(name: string | RegExp): Part {
    return oneOf("section", name, this.all("section"), (section) => [
      section.attribute("aria-label") ?? "",
      ...section.headings(),
    ]);
  }

  /** A form by its own label, its legend, its heading or its first button. */
  form(name: string | RegExp): Part {
    return oneOf("form", name, this.all("form"), (form) => [
      form.attribute("aria-label") ?? "",
      ...form.all("legend, h1, h2, h3, button").map((part) => part.name),
    ]);
  }

  /** A field by its label. */
  field(label: string | RegExp): Part {
    return oneOf("field", label, this.all(fields), (field) => [
      field.attribute("aria-label") ?? "",
      ...this.labelsOf(field),
    ]);
  }

  /** The sentences that say what is wrong with the fields of a form, in their order. */
  get errors(): string[] {
    return this.all(".field-error, [role=alert]").map((error) => error.text);
  }

  private labelsOf(field: Part): string[] {
    const id = field.attribute("id");
    const around = this.all("label").filter((label) =>
      label.all("input, textarea, select").some((one) => one.node === field.node),
    );
    return [...(id ? this.all(`label[for="${id}"]`) : []), ...around].map((label) => label.text);
  }

  private byId(id: string): Part | undefined {
    return new Part(this.root).all(`[id="${id}"]`)[0];
  }
}

function oneOf(role: string, name: string | RegExp, parts: Part[], namesOf = (part: Part) => [part.name]): Part {
  const found = parts.find((part) => namesOf(part).some((one) => isNamed(one, name)));
  if (found) return found;
  const there = parts.map((part) => namesOf(part).find(Boolean)).filter(Boolean);
  throw new Error(`There is no ${role} "${name}". There are: ${there.slice(0, 40).join(" · ") || "none"}.`);
}

const isNamed = (name: string, asked: string | RegExp) =>
  typeof asked === "string" ? name === asked : asked.test(name);

function wordsOf(node: AnyNode): string {
  if (isText(node)) return node.data;
  if (isComment(node) || !hasChildren(node)) return "";
  if (!isTag(node)) return node.children.map(wordsOf).join("");
  if (silent.has(node.name)) return "";
  if (node.name === "img") return node.attribs["alt"] ?? "";
  const words = node.children.map(wordsOf).join("");
  return blocks.has(node.name) ? ` ${words} ` : words;
}
