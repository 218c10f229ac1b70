/** A page of the forum as a page of the copy: without script and forms, its links relative. */
import { DomUtils, parseDocument } from "htmlparser2";

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** What needs the forum, or script, to do anything. */
const gone = new Set(
  "script form button dialog template input select textarea iframe object embed base search".split(" "),
);
/** Links of a head that a reader of files has no use for. */
const keptLinks = new Set(["stylesheet", "icon", "canonical"]);
/** Browsers refuse files for these. */
const useless = new Set(["integrity", "crossorigin", "nonce", "srcset", "ping", "target"]);
const addresses = ["href", "src", "poster"];
/** Attributes that name elements, and say something wrong once those are gone. */
const references = ["aria-controls", "aria-describedby", "aria-labelledby", "aria-owns", "for", "popovertarget"];

export type Rewrite = {
  /** The address that a link has in the copy. */
  link(address: string): string;
  /** The same for what the page shows by itself; null when the copy doesn't have it. */
  file(address: string): string | null;
  /** Where the page is at the forum, for what was taken away from it. */
  there: string;
};

/** `list` is where the copy's own list of everything lies. */
export function staticHtml(html: string, rewrite: Rewrite, { list }: { list: string }): string {
  const document = parseDocument(html);
  // What the forum itself leaves empty has its place in the layout.
  const losesNothing = (element: Element) =>
    DomUtils.getElementsByTagName((name) => gone.has(name), element).length === 0;
  const empty = new Set(elementsOf(document).filter((element) => isHollow(element) && losesNothing(element)));
  for (const element of elementsOf(document)) clean(element, rewrite);
  // From the inside out.
  for (const element of elementsOf(document).toReversed())
    if (isHollow(element) && !empty.has(element)) remove(element);
  const ids = new Set(elementsOf(document).map(({ attribs }) => attribs["id"]));
  for (const { attribs } of elementsOf(document)) {
    const { href } = attribs;
    if (href?.startsWith("#") && !ids.has(decodeURIComponent(href.slice(1)))) attribs["href"] = rewrite.there + href;
    for (const name of references)
      if (attribs[name] !== undefined && attribs[name].split(/\s+/).some((id) => !ids.has(id))) delete attribs[name];
  }
  const nav = elementsOf(document).find(({ attribs }) => attribs["class"] === "site-parts");
  if (nav) DomUtils.appendChild(nav, parseDocument(`<a href="${list}">Everything</a>`).children[0] as Element);
  return `<!doctype html>\n${DomUtils.getOuterHTML(document.children.filter((node) => node.type !== "directive"))}`;
}

const elementsOf = (document: ReturnType<typeof parseDocument>) => DomUtils.getElementsByTagName("*", document, true);

function clean(element: Element, { link, file, there }: Rewrite) {
  const { name, attribs } = element;
  if (name === "noscript") return unwrap(element);
  if (gone.has(name) || (name === "link" && !keptLinks.has(attribs["rel"] ?? ""))) return remove(element);
  for (const attribute of Object.keys(attribs))
    if (attribute.startsWith("on") || useless.has(attribute)) delete attribs[attribute];
  const isFile =
    name === "img" || name === "source" || name === "video" || (name === "link" && attribs["rel"] !== "canonical");
  for (const attribute of addresses) {
    const address = attribs[attribute];
    if (address === undefined) continue;
    if (!isFile) {
      attribs[attribute] = name === "link" ? there : link(address);
      continue;
    }
    const kept = file(address);
    if (kept === null) return remove(element);
    attribs[attribute] = kept;
  }
}

const remove = (element: Element) => DomUtils.removeElement(element);

/** Leaves what is in it in its place. */
function unwrap(element: Element) {
  for (const child of element.children.slice()) DomUtils.prepend(element, child);
  remove(element);
}

const hollow = new Set("div ul ol li menu nav section p fieldset label details".split(" "));
const shown = new Set(["img", "svg", "math", "hr", "table", "video"]);

/** Whether it holds nothing to see: a list whose buttons were taken away, a bar without its forms. */
const isHollow = (element: Element) =>
  hollow.has(element.name) &&
  DomUtils.textContent(element).trim() === "" &&
  DomUtils.getElementsByTagName((name) => shown.has(name), element, true).length === 0;
