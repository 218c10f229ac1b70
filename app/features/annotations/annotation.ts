/** What the forum knows of passages of its posts, as annotations of W3C's Web Annotation Data Model. */
import { paths } from "~/paths";
import type { Locator, Words } from "./locate";

/** The address of the terms, which is also the profile of the media type. */
export const annotationContext = "http://www.w3.org/ns/anno.jsonld";
export const annotationType = `application/ld+json; profile="${annotationContext}"`;

/** The revision of a post that an annotation speaks of. `locate` finds words in its plain text, null where that isn't read or is gone. */
export type Revision = { postId: number; revision: number; locate: Locator | null };
type Person = { handle: string; name: string };

const body = (text: string, purpose: string) => ({ type: "TextualBody", value: text, format: "text/plain", purpose });

/** Each of the functions below makes absolute addresses with `origin`. */
export function annotationsFor(origin: string) {
  const at = (path: string) => origin + path;
  const revisionAt = ({ postId, revision }: Revision) => at(paths.postRevision({ id: postId }, revision));
  const person = (member: Person) => ({ id: at(paths.member(member)), type: "Person", name: member.name });
  const forum = { id: at(paths.home()), type: "Software", name: "Counterproof", homepage: at(paths.home()) };

  /** Words of a revision. Positions count the characters of its plain text. */
  function passage(of: Revision, words: Words) {
    const found = of.locate?.(words);
    const selectors = found
      ? [
          { type: "TextQuoteSelector", exact: found.exact, prefix: found.prefix, suffix: found.suffix },
          { type: "TextPositionSelector", start: found.start, end: found.end },
        ]
      : [];
    return {
      type: "SpecificResource",
      source: { id: revisionAt(of), type: "Text", format: "text/html" },
      ...(selectors.length > 0 && { selector: selectors }),
    };
  }

  /** A figure that is kept as a claim, with what the forum found of it; everybody may know that. */
  const claim = (of: Revision, given: Claim) => ({
    id: `${revisionAt(of)}#claim-${given.id}`,
    type: "Annotation",
    motivation: "assessing",
    creator: forum,
    created: given.statedAt,
    modified: given.checkedAt ?? given.statedAt,
    ...made(given.checkedAt ?? given.statedAt),
    body: [
      body([given.word, given.found].filter(Boolean).join(": "), "assessing"),
      { type: "SpecificResource", source: at(paths.claim(given)), purpose: "linking" },
    ],
    target: passage(of, { exact: given.text, before: given.before, after: given.after }),
  });

  /** A passage that cites a source, with its stance. */
  const citation = (of: Revision, given: Citation) => ({
    id: `${revisionAt(of)}#citation-${given.id}`,
    type: "Annotation",
    motivation: "linking",
    creator: person(given.author),
    created: given.createdAt,
    ...made(given.createdAt),
    body: [
      {
        type: "SpecificResource",
        source: at(paths.source(given.source)),
        purpose: "linking",
        ...(given.quote && { selector: { type: "TextQuoteSelector", exact: given.quote } }),
      },
      ...(given.source.url?.startsWith("http")
        ? [{ type: "SpecificResource", source: given.source.url, purpose: "identifying" }]
        : []),
      body(given.stance, "classifying"),
      ...[given.locator, given.remark].filter(Boolean).map((text) => body(text, "describing")),
    ],
    target: passage(of, { exact: given.passage }),
  });

  /** A passage of one post that another quotes: the other is what is said about it. */
  const quote = (of: Revision, given: Quote) => ({
    id: `${revisionAt(given.by)}#quote-${given.ordinal}`,
    type: "Annotation",
    motivation: "commenting",
    creator: person(given.author),
    created: given.at,
    ...made(given.at),
    body: { id: revisionAt(given.by), type: "Text", format: "text/html" },
    target: passage(of, { exact: given.text }),
  });

  /** What the annotation was written from is no younger than this. */
  const made = (at: string) => ({ generator: forum, generated: at });

  return { claim, citation, quote, forum };
}

type Claim = {
  id: number;
  text: string;
  before: string;
  after: string;
  word: string;
  found: string;
  statedAt: string;
  checkedAt: string | null;
};
type Citation = {
  id: number;
  passage: string;
  stance: string;
  locator: string;
  quote: string;
  remark: string;
  source: { citekey: string; url: string | null };
  author: Person;
  createdAt: string;
};
type Quote = { by: Revision; ordinal: number; text: string; author: Person; at: string };

type Annotations = ReturnType<typeof annotationsFor>;
export type Annotation = ReturnType<Annotations["claim"] | Annotations["citation"] | Annotations["quote"]>;
