import type { Identity } from "./identity";
import { identifyAddress } from "./identify-address";
import { doi, eip, arxiv, iacr, isbn, ownPost, transaction } from "./identifiers";

/**
 * Identifies an address or identifier: `EIP-7732`, `doi:10.…`, `arXiv:2305.12345v2`, `https://…`. Returns null for
 * everything else, including addresses that others can't open (`javascript:`, `file:`, localhost). Addresses below
 * `ownOrigin` are posts of this forum.
 */
export function identify(text: string, { ownOrigin = "" }: { ownOrigin?: string } = {}): Identity | null {
  const given = text.trim().replace(/^<(.*)>$/s, "$1");
  if (given === "" || given.length > 2_000) return null;
  if (/^https?:\/\//i.test(given)) return identifyAddress(given, ownOrigin);
  if (ownOrigin && /^\/(?:p|t)\/\d/.test(given)) return identifyAddress(ownOrigin + given, ownOrigin);

  const named = /^(EIP|ERC)[ -]?([1-9]\d{0,5})$/i.exec(given);
  if (named) return eip(named[2]!);
  const spaced = /^(?:iacr\s+)?(doi|arxiv|eprint|isbn)[:\s]\s*(?=[\d(]|[a-z-]+\/\d{7})(.+)$/i.exec(given);
  const [, scheme = "", value = ""] = spaced ?? /^([a-z]+):(?!\/\/)\s*(.+)$/i.exec(given) ?? [];
  switch (scheme.toLowerCase()) {
    case "doi":
      return doi(value);
    case "arxiv":
      // arXiv writes the subject behind the number.
      return arxiv(value.replace(/\s*\[[a-z-]+(?:\.[a-z-]+)?\]$/i, ""));
    case "iacr":
    case "eprint":
      return iacr(value);
    case "isbn":
      return isbn(value);
    case "tx":
      return transaction(value);
    case "eip":
    case "erc":
      return /^[1-9]\d{0,5}$/.test(value) ? eip(value) : null;
    case "post":
      return ownPost(value, ownOrigin);
  }
  if (/^10\.\d{4,9}\/\S+$/.test(given)) return doi(given);
  if (/^0x[0-9a-f]{64}$/i.test(given)) return transaction(given);
  return null;
}
