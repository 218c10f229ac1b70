/** A page of markdown as a thread: its front matter says title and tags, else its first heading is the title. */
type MarkdownPage = {
  title: string;
  /** Tags as they are named there: slugs or names. */
  tags: string[];
  body: string;
};

const frontMatter = /^---[ \t]*\n(?:([\s\S]*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/;

export function readMarkdownPage(text: string): MarkdownPage {
  const source = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const head = frontMatter.exec(source);
  const values = head ? valuesOf(head[1] ?? "") : new Map<string, string[]>();
  const rest = (head ? source.slice(head[0].length) : source).trim();
  const title = values.get("title")?.[0] ?? "";
  const tags =
    ["tags", "categories", "keywords"].map((name) => values.get(name)).find((found) => found !== undefined) ?? [];
  if (title !== "") return { title, tags, body: rest };
  const heading = /^#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(rest);
  return heading
    ? { title: heading[1]!, tags, body: rest.slice(heading[0].length).trim() }
    : { title: "", tags, body: rest };
}

/** The part of YAML in which title and tags are written: `name: value`, `name: [a, b]`, and lines with "- value". */
function valuesOf(yaml: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  let name = "";
  for (const line of yaml.split("\n")) {
    const [, key, given = ""] = /^([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?$/.exec(line) ?? [];
    const item = /^[ \t]*-[ \t]+(.+)$/.exec(line)?.[1];
    if (key !== undefined) {
      name = key.toLowerCase();
      values.set(name, name === "title" ? [scalar(given)].filter(Boolean) : listOf(given));
    } else if (item !== undefined && name !== "")
      values.set(name, [...(values.get(name) ?? []), scalar(item)].filter(Boolean));
  }
  return values;
}

const listOf = (given: string): string[] =>
  given
    .trim()
    .replace(/^\[([\s\S]*)\]$/, "$1")
    .split(",")
    .map(scalar)
    .filter(Boolean);

/** A value without its quotation marks; what follows "#" after a space is a comment. */
function scalar(given: string): string {
  const text = given.trim();
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (double !== undefined) return double.replaceAll(/\\(["\\/])/g, "$1");
  const single = /^'((?:[^']|'')*)'/.exec(text)?.[1];
  return (single !== undefined ? single.replaceAll("''", "'") : text.replace(/\s#.*$/, "")).trim();
}
