import type { Tx } from "~/platform/db.server";
import type { Reader } from "~/platform/lanes.server";
import { env } from "~/platform/env.server";
import { findSources } from "./add-sources.server";
import { citekeyFor, freeCitekey, isCitekey, slug } from "./citekeys";
import type { CslItem } from "./references/csl";
import { bylineOf } from "./describe-source";
import { identify } from "./identify";
import { type Identity, identityKey } from "./identity";
import { readReferenceFile } from "./read-in-lane.server";

export type ImportedReference = {
  /** The key in this post: the file's key, cleaned and unique. */
  key: string;
  title: string;
  byline: string;
  /** The citekey on this site, if the source is known. */
  citekey: string | null;
  /** The lines that define it in a post. */
  definition: string;
  csl: CslItem;
};

type Import = { items: ImportedReference[]; problems: string[] };

/** Reads a reference manager's file into definitions for a post. Writes nothing. Throws what `readReferenceFile` throws. */
export async function readImport(tx: Tx, text: string, reader: Reader): Promise<Import> {
  const { items, problems } = await readReferenceFile(text, reader);
  const known = items.slice(0, 200).map((csl) => ({ csl, identity: identityOf(csl) }));
  const found = await findSources(
    tx,
    known.flatMap(({ identity }) => identity ?? []),
  );
  const rows = await tx.source.findMany({
    where: { id: { in: [...found.values()].map(({ rootId }) => rootId) } },
    select: { id: true, citekey: true },
  });
  const taken = new Set<string>();
  const read = known.map(({ csl, identity }): ImportedReference => {
    const wanted = slug(csl.id ?? "") || (identity ? citekeyFor(identity, csl) : slug(csl.title ?? "") || "source");
    const key = freeCitekey(isCitekey(wanted) ? wanted : `source-${wanted}`, (one) => taken.has(one));
    taken.add(key);
    const rootId = identity ? found.get(identityKey(identity))?.rootId : undefined;
    return {
      key,
      title: csl.title ?? identity?.value ?? key,
      byline: bylineOf("other", csl),
      citekey: rows.find(({ id }) => id === rootId)?.citekey ?? null,
      definition: definitionOf(key, csl, identity),
      csl,
    };
  });
  const more = items.length > 200 ? [`The file has ${items.length} references; the first 200 were read.`] : [];
  return { items: read, problems: [...problems, ...more].slice(0, 50) };
}

/** A reference's identity: identifiers before its address. */
export function identityOf({ DOI, URL: url, ISBN, number }: CslItem): Identity | null {
  const ownOrigin = env().publicOrigin;
  for (const given of [DOI && `doi:${DOI}`, number, url, ISBN && `isbn:${ISBN}`]) {
    const identity = given ? identify(given, { ownOrigin }) : null;
    if (identity) return identity;
  }
  return null;
}

/** One line if the address is enough, else the reference in a block. */
function definitionOf(key: string, csl: CslItem, identity: Identity | null) {
  const address = identity?.url ?? (identity ? `${identity.scheme}:${identity.value}` : "");
  const words = (csl.title ?? "").replaceAll(/[[\]\\]/g, "");
  if (identity && !csl.author && !csl.issued) return `[^${key}]: ${address} ${words}`.trim();
  const { id: _id, ...item } = csl;
  const json = JSON.stringify({ ...item, ...(identity?.url && !item.URL && { URL: identity.url }) });
  return `[^${key}]: ${address}${address ? " " : ""}${words}\n\n    \`\`\`csl-json\n    ${json.replaceAll("`", "\\u0060")}\n    \`\`\``;
}
