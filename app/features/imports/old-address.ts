/** Addresses of a Discourse forum, as far as they lead to something that was taken over. */

export type OldPage =
  | { kind: "topic"; id: number; number: number | null }
  | { kind: "post"; id: number }
  | { kind: "member"; username: string }
  /** A category by its id, else by its slug; a tag by its name. */
  | { kind: "term"; name: string }
  | { kind: "home" };

const id = "([1-9]\\d{0,8})";
const end = "(?:\\.(?:json|rss))?/?$";

const word = (text: string | undefined): string => {
  try {
    return decodeURIComponent(text ?? "").toLowerCase();
  } catch {
    return (text ?? "").toLowerCase();
  }
};

const patterns: [RegExp, (found: (string | undefined)[]) => OldPage][] = [
  // A slug of digits alone would be read as an id, there as here.
  [new RegExp(`^/t/${id}(?:/${id})?${end}`), ([topic, number]) => topicPage(topic, number)],
  [new RegExp(`^/t/[^/]*/${id}(?:/${id}|/last)?${end}`), ([topic, number]) => topicPage(topic, number)],
  [new RegExp(`^/p/${id}${end}`), ([post]) => ({ kind: "post", id: Number(post) })],
  [/^\/(?:u|users)\/([^/?#]{1,100}?)(?:\.json)?(?:\/.*)?$/, ([name]) => ({ kind: "member", username: word(name) })],
  [
    new RegExp(`^/c/(?:[^/]+/)*${id}(?:/[a-z/_-]*)?${end}`),
    ([category]) => ({ kind: "term", name: `category:${category}` }),
  ],
  [
    /^\/c\/(?:[^/]+\/)*?([^/?#]{1,100}?)(?:\/l\/[a-z]+)?\/?$/,
    ([slug]) => ({ kind: "term", name: `category:${word(slug)}` }),
  ],
  [
    /^\/tags?\/(?:c\/.*\/)?([^/?#]{1,100}?)(?:\/l\/[a-z]+)?\/?$/,
    ([name]) => ({ kind: "term", name: `tag:${word(name)}` }),
  ],
  [/^\/(?:(?:latest|top|new|hot|categories|tags)\/?)?$/, () => ({ kind: "home" })],
];

const topicPage = (topic: string | undefined, number: string | undefined): OldPage => ({
  kind: "topic",
  id: Number(topic),
  number: number === undefined ? null : Number(number),
});

/** The page at this path of a Discourse forum, without its query; null for a path that names nothing that is taken over. */
export function oldPageAt(path: string): OldPage | null {
  const [bare = ""] = path.split(/[?#]/);
  for (const [pattern, toPage] of patterns) {
    const found = pattern.exec(bare);
    if (found) return toPage(found.slice(1));
  }
  return null;
}
