/** What stands in an export's `README.md`: how to read it without this forum's program. */
import type { Kind } from "./table-plan";
import { exportedTables, tablesOf } from "./tables";
import { leftOutTables } from "./left-out";

const kinds: Record<Kind, string> = {
  public:
    "It is **public**: what a visitor may read. Of posts that moderators hid or authors deleted it has the numbers alone, and of votes the totals; it has no mail addresses, passwords and roles.",
  full: "It is **full**: what members wrote and set, with mail addresses, hashes of passwords, drafts, inboxes and the moderators' work. Keep it where only you can read it.",
};

const list = (lines: [string, string][]) => lines.map(([name, why]) => `- \`${name}\`: ${why}`).join("\n");

export const exportReadme = (kind: Kind) => `# A forum as files

This is an export of a forum that runs on Counterproof. ${kinds[kind]}

- \`threads/\`: each thread as Markdown, for reading. What authors wrote stands in block quotes, in its source.
- \`pictures/\`: the pictures, each named after the SHA-256 of its bytes.
- \`sources.json\`: everything that is cited, as a list of CSL-JSON that reference managers read. The ids are citekeys.
- \`series/\`: measured and recorded values as CSV, a folder for each series: \`means.csv\` by hours and days,
  \`observations.csv\` as they came. The number that a folder's name begins with is the series' \`id\` in \`data/Series.jsonl\`.
- \`data/\`: the tables, each row as one line of JSON. Times are in UTC; whole numbers beyond 2^53 and decimals are texts. A
  column that ends in \`Id\` holds the \`id\` of a row in another table. \`data/PostRevision.jsonl\` has every text as its author
  wrote it, \`data/Post.jsonl\` where it stands.
- \`manifest.json\`: the format's number, the tables with their columns and how many rows each has, and every file with its
  length and SHA-256.

\`npm run import-export -- FILE\` makes a forum of it, in an empty database; exported again it is the same, byte for byte. It
reads \`data/\`, \`series/\` and \`pictures/\`; what is made of them (html, search, counts of words) is made again.

No export has sessions, keys or other secrets. These tables are in none:

${list(Object.entries(leftOutTables).filter(([name]) => !name.startsWith("_")))}
${
  kind === "full"
    ? ""
    : `
These are in the full kind alone:

${list(Object.entries(exportedTables).flatMap(([name, { onlyFull }]): [string, string][] => (onlyFull ? [[name, onlyFull]] : [])))}
`
}
Columns that are left out of the tables here:

${list(tablesOf(kind).flatMap(([name, { leftOut = {} }]) => Object.entries(leftOut).map(([column, why]): [string, string] => [`${name}.${column}`, why])))}
`;
