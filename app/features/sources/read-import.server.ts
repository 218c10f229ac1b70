import type { Tx } from "~/platform/db.server";
import type { Reader } from "~/platform/lanes.server";
import { env } from "~/platform/env.server";
import { citekeyFor, freeCitekey, isCitekey, slug } from "./citekeys";
import type { CslItem } from "./references/csl";
import { bylineOf } from "./describe-source";
import { identitiesOf } from "./identify-reference";
import { matchSources } from "./match-sources.server";
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

type Import = {
  items: ImportedReference[];
  /** What can't be read or can't be cited, a sentence each. */
  problems: string[];
};

const mostProblems = 50;

/**
 * Reads a reference manager's file, or a piece of one, into definitions for a post. Writes nothing. Throws what
 * `readReferenceFile` throws.
 */
export async function readImport(tx: Tx, text: string, reader: Reader): Promise<Import> {
  const ownOrigin = env().publicOrigin;
  const { items, problems } = await readReferenceFile(text, reader);
  const all = items.map((csl) => ({ csl, identities: identitiesOf(csl, ownOrigin) }));
  const usable = all.flatMap(({ csl, identities: [identity, ...alsoKnownAs] }) =>
    identity ? [{ identity, alsoKnownAs, given: { title: "", words: "" }, reference: csl }] : [],
  );
  const useless = all.flatMap(({ csl, identities }) => (identities.length === 0 ? [whyUseless(csl)] : []));
  const { known } = await matchSources(tx, usable);
  const rows = await tx.source.findMany({
    where: { id: { in: [...new Set([...known.values()].map(({ rootId }) => rootId))] } },
    select: { id: true, citekey: true },
  });
  const citekeys = new Map(rows.map(({ id, citekey }) => [id, citekey]));
  const taken = new Set<string>();
  const read = usable.map(({ reference, identity }): ImportedReference => {
    const wanted = slug(reference.id ?? "") || citekeyFor(identity, reference);
    const key = freeCitekey(isCitekey(wanted) ? wanted : `source-${wanted}`, (one) => taken.has(one));
    taken.add(key);
    return {
      key,
      title: reference.title ?? identity.value,
      byline: bylineOf("other", reference),
      citekey: citekeys.get(known.get(identityKey(identity))?.rootId ?? 0) ?? null,
      definition: definitionOf(key, reference, identity),
      csl: reference,
    };
  });
  return { items: read, problems: [...problems, ...useless].slice(0, mostProblems) };
}

const whyUseless = ({ id }: CslItem) =>
  `${id ? `“${id}”` : "A reference"} can’t be cited: it has neither a title nor an identifier or address.`;

/** Fields that fill a post without saying which work it is. */
const leftOut = new Set(["id", "abstract", "keyword", "annote"]);

/** One line if the address is enough, else the reference in a block. */
function definitionOf(key: string, csl: CslItem, identity: Identity) {
  const address =
    identity.scheme === "work" ? (identity.url ?? "") : (identity.url ?? `${identity.scheme}:${identity.value}`);
  const title = (csl.title ?? "").replaceAll(/[[\]\\]/g, "");
  if (address && !csl.author && !csl.editor && !csl.issued) return `[^${key}]: ${address} ${title}`.trim();
  // Without an address, an identifier in the title would be taken for the work's own.
  const words =
    address === "" && /https?:|www\.|\w\.\w|\b(?:EIP|ERC|doi|arxiv|iacr|eprint|isbn|tx|post)\b/i.test(title)
      ? ""
      : title;
  const item = Object.fromEntries(Object.entries(csl).filter(([field]) => !leftOut.has(field)));
  const json = JSON.stringify({ ...item, ...(identity.url && !csl.URL && { URL: identity.url }) });
  const line = [`[^${key}]:`, address, words].filter(Boolean).join(" ");
  return `${line}\n\n    \`\`\`csl-json\n    ${json.replaceAll("`", "\\u0060")}\n    \`\`\``;
}
