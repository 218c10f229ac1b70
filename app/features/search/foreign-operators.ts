/** What other search boxes call our operators, so that they are understood or explained. */

type Foreign = {
  /** The operator here. */
  name: string;
  /** Its fixed value, where the foreign one is followed by words instead. */
  value?: string;
};

const foreign: Record<string, Foreign> = {
  title: { name: "in", value: "title" },
  intitle: { name: "in", value: "title" },
  allintitle: { name: "in", value: "title" },
  subject: { name: "in", value: "title" },
  from: { name: "author" },
  by: { name: "author" },
  user: { name: "author" },
  member: { name: "author" },
  site: { name: "cites" },
  url: { name: "cites" },
  link: { name: "cites" },
  source: { name: "cites" },
  doi: { name: "cites" },
  topic: { name: "tag" },
  category: { name: "tag" },
  label: { name: "tag" },
  network: { name: "chain" },
  is: { name: "kind" },
  type: { name: "kind" },
  since: { name: "after" },
  until: { name: "before" },
  order: { name: "sort" },
  orderby: { name: "sort" },
  contains: { name: "has" },
  with: { name: "has" },
};

/** The operator here for a foreign one; null if there is none. */
export const readForeign = (name: string): Foreign | null => (Object.hasOwn(foreign, name) ? foreign[name]! : null);

const foreignValues: Record<string, Record<string, string>> = {
  has: {
    chart: "metric",
    graph: "metric",
    widget: "metric",
    number: "metric",
    picture: "image",
    photo: "image",
    figure: "image",
    formula: "math",
    latex: "math",
    equation: "math",
    snippet: "code",
    source: "citation",
    reference: "citation",
    link: "citation",
  },
  sort: { date: "new", newest: "new", latest: "new", oldest: "old", best: "worth", top: "worth", votes: "worth" },
  kind: { topic: "thread", reply: "post", comment: "post" },
};

/** An operator's value as it is written here, by its singular or another word for it. */
export function readForeignValue(name: string, value: string): string {
  const known = foreignValues[name] ?? {};
  const lower = value.toLowerCase();
  const singular = lower.replace(/s$/, "");
  return [lower, singular].flatMap((word) => (Object.hasOwn(known, word) ? [known[word]!] : []))[0] ?? singular;
}
