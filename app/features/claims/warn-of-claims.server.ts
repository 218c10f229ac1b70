import { readChains } from "~/features/chains/chains.server";
import type { ClaimReference, Warning } from "~/features/markdown/markdown";
import { obstacleOfReference, slugsOfBinding } from "./judged-claim";
import { readClaimAddress } from "./claim-address";

/** Warnings to the author about a text's claims before posting: links that bind nothing, numbers that can't be compared. */
export async function warnOfClaims(claims: ClaimReference[]): Promise<Warning[]> {
  if (claims.length === 0) return [];
  const chains = await readChains();
  return claims.flatMap((claim): Warning[] => {
    const { line, text } = claim;
    const read = readClaimAddress(claim.address, claim.title);
    if (!read.ok) return [{ line, message: `“${text}” is bound to nothing. ${read.fault}` }];
    const unknown = slugsOfBinding(read.address.binding).filter((slug) => !chains.find(slug));
    if (unknown.length > 0)
      return unknown.map((slug) => ({ line, message: `There is no chain “${slug}” in the registry.` }));
    const obstacle = obstacleOfReference(claim, read.address);
    return obstacle === null ? [] : [{ line, message: `“${text}” can’t be compared. ${obstacle}` }];
  });
}
