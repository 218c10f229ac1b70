/** The tables that an operator gives: which tags stand for categories and tags there, and who owns which name. */
import { z } from "zod";
import { readCsv } from "~/platform/csv";

/** Slugs of tags here by "category:3", "category:layer-2" or "tag:rollup"; an empty list says that there is none on purpose. */
export type TagTable = Map<string, string[]>;
/** A mail address, in lower case, by the name there, in lower case. */
export type OwnerTable = Map<string, string>;

export class TableFault extends Error {
  override name = "TableFault";
}

const Targets = z.union([
  z.string().transform((slug) => (slug === "" ? [] : [slug])),
  z.array(z.string()),
  z.null().transform(() => []),
]);
const TagJson = z.object({
  categories: z.record(z.string(), Targets).default({}),
  tags: z.record(z.string(), Targets).default({}),
});

const isJson = (text: string) => /^\s*[[{]/.test(text);

/** JSON `{ "categories": { "layer-2": ["rollups"] }, "tags": { "zk-roll-up": "zk" } }`, or CSV with `kind,from,to`. */
export function readTagTable(text: string): TagTable {
  const table: TagTable = new Map();
  if (isJson(text)) {
    const parsed = TagJson.safeParse(parseJson(text));
    if (!parsed.success) throw new TableFault(`The table of tags has a fault: ${faultOf(parsed.error)}`);
    for (const [name, slugs] of Object.entries(parsed.data.categories))
      table.set(`category:${name.toLowerCase()}`, slugs);
    for (const [name, slugs] of Object.entries(parsed.data.tags)) table.set(`tag:${name.toLowerCase()}`, slugs);
    return table;
  }
  for (const [index, row] of rowsOf(text, ["kind", "from", "to"]).entries()) {
    const [kind, from, to] = row;
    if (kind !== "category" && kind !== "tag")
      throw new TableFault(`Row ${index + 2} of the table of tags: “${kind}” is neither “category” nor “tag”.`);
    const name = `${kind}:${from!.toLowerCase()}`;
    const slugs = to!.split(/[\s;]+/).filter(Boolean);
    table.set(name, [...(table.get(name) ?? []), ...slugs]);
  }
  return table;
}

/** CSV with `username,address`. */
export function readOwnerTable(text: string): OwnerTable {
  const table: OwnerTable = new Map();
  for (const [index, [username, address]] of rowsOf(text, ["username", "address"]).entries()) {
    const mail = z.email().max(254).safeParse(address?.toLowerCase());
    if (!username || !mail.success)
      throw new TableFault(`Row ${index + 2} of the table of owners needs a name and a mail address.`);
    if (table.has(username.toLowerCase())) throw new TableFault(`The table of owners names ${username} twice.`);
    table.set(username.toLowerCase(), mail.data);
  }
  return table;
}

/** Rows of these columns, which the first row names. */
function rowsOf(text: string, columns: string[]): string[][] {
  const [head = [], ...rows] = readCsv(text);
  const places = columns.map((name) => head.findIndex((cell) => cell.trim().toLowerCase() === name));
  if (places.includes(-1)) throw new TableFault(`The first row names the columns: ${columns.join(",")}.`);
  return rows
    .filter((row) => row.some((cell) => cell.trim() !== ""))
    .map((row) => places.map((place) => (row[place] ?? "").trim()));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TableFault("The table of tags is no JSON.");
  }
}

const faultOf = ({ issues: [issue] }: z.ZodError) => `${issue?.path.join(".")} ${issue?.message}`;
