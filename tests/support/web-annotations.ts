/** What W3C's Web Annotation Data Model requires of a collection, a page and what is in it. */
import { expect } from "vitest";

type Node = Record<string, unknown>;

/** The terms that the model's context knows: any other would be lost when the JSON is read as linked data. */
const terms = new Set(
  `@context id type label total generator homepage name first last prev next partOf startIndex items motivation creator
   created modified generated body target source selector purpose value format exact prefix suffix start end`
    .trim()
    .split(/\s+/),
);
const motivations = new Set(
  `assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning
   replying tagging`
    .trim()
    .split(/\s+/),
);
const agents = new Set(["Person", "Organization", "Software"]);

/** The faults of a document, each with the place where it stands. */
export function faultsInAnnotations(document: unknown): string[] {
  const faults: string[] = [];
  const need = (holds: unknown, fault: string) => (holds ? undefined : faults.push(fault));
  const isIri = (value: unknown) => typeof value === "string" && URL.canParse(value);
  const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]);
  const isTime = (value: unknown) =>
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value));

  function known(node: unknown, place: string) {
    for (const [key, value] of Object.entries(Object(node) as Node)) {
      if (!Array.isArray(node)) need(terms.has(key), `${place}: the context has no term "${key}"`);
      if (typeof value === "object") known(value, `${place}/${key}`);
    }
  }

  function resource(node: Node, place: string, isTarget: boolean) {
    if (typeof node === "string") return need(isIri(node), `${place} is no IRI`);
    if (node["type"] === "TextualBody") {
      need(typeof node["value"] === "string", `${place}: a TextualBody has exactly one value`);
      need(!isTarget, `${place}: a TextualBody is no target`);
    } else if (node["type"] === "SpecificResource") {
      const source = node["source"];
      need(
        isIri(source) || isIri((Object(source) as Node)["id"]),
        `${place}: a SpecificResource has exactly one source`,
      );
    } else need(isIri(node["id"]), `${place}: an external resource has an IRI`);
    if (node["purpose"] !== undefined) need(motivations.has(node["purpose"] as string), `${place}: unknown purpose`);
    for (const selector of list(node["selector"]) as Node[]) {
      if (selector["type"] === "TextQuoteSelector") need(typeof selector["exact"] === "string", `${place}: no exact`);
      else if (selector["type"] === "TextPositionSelector")
        need(
          [selector["start"], selector["end"]].every((one) => Number.isInteger(one) && Number(one) >= 0) &&
            Number(selector["start"]) <= Number(selector["end"]),
          `${place}: start and end are no positions`,
        );
      else faults.push(`${place}: unknown selector`);
    }
  }

  function annotation(node: Node, place: string) {
    need(isIri(node["id"]), `${place}: an Annotation has exactly one IRI`);
    need(list(node["type"]).includes("Annotation"), `${place}: the type includes Annotation`);
    need(list(node["target"]).length > 0, `${place}: there is at least one target`);
    for (const body of list(node["body"])) resource(body as Node, `${place}/body`, false);
    for (const target of list(node["target"])) resource(target as Node, `${place}/target`, true);
    for (const one of list(node["motivation"])) need(motivations.has(one as string), `${place}: unknown motivation`);
    for (const name of ["created", "modified", "generated"])
      if (node[name] !== undefined) need(isTime(node[name]), `${place}: ${name} is no time in UTC`);
    for (const agent of [...list(node["creator"]), ...list(node["generator"])] as Node[])
      need(isIri(agent["id"]) && agents.has(agent["type"] as string), `${place}: an agent has an IRI and a type`);
  }

  function page(node: Node, place: string) {
    need(isIri(node["id"]), `${place}: a page has exactly one IRI`);
    need(node["type"] === "AnnotationPage", `${place}: the type is AnnotationPage`);
    need(Array.isArray(node["items"]), `${place}: items is a list`);
    need(Number.isInteger(node["startIndex"]), `${place}: startIndex is a number`);
    for (const name of ["next", "prev"])
      if (node[name] !== undefined) need(isIri(node[name]), `${place}: ${name} is no IRI`);
    const items = list(node["items"]) as Node[];
    items.forEach((item, index) => annotation(item, `${place}/items/${index}`));
    need(new Set(items.map(({ id }) => id)).size === items.length, `${place}: two annotations have one IRI`);
  }

  const root = document as Node;
  need(root["@context"] === "http://www.w3.org/ns/anno.jsonld", "the context is the model's");
  known(root, "");
  if (root["type"] === "AnnotationCollection") {
    need(isIri(root["id"]), "a collection has exactly one IRI");
    need(Number.isInteger(root["total"]), "total is a number");
    page(root["first"] as Node, "/first");
    need(isIri(root["last"]), "last is an IRI");
  } else page(root, "");
  return faults;
}

export type ReadAnnotation = {
  id: string;
  motivation: string;
  creator: { name: string };
  body: unknown;
  target: { source: { id: string }; selector?: Node[] };
};

/** Its selectors say the same as the text does at their positions. */
export function expectPlaced({ target, id }: ReadAnnotation, text: string) {
  const [quote, position] = target.selector ?? [];
  const characters = Array.from(text);
  const { start, end } = position as { start: number; end: number };
  const { exact, prefix, suffix } = quote as { exact: string; prefix: string; suffix: string };
  expect([id, characters.slice(start, end).join("")]).toEqual([id, exact]);
  expect(characters.slice(0, start).join("").endsWith(prefix)).toBe(true);
  expect(characters.slice(end).join("").startsWith(suffix)).toBe(true);
}
