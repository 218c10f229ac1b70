/** What people type or paste into a field for sources. */
import { expect, test } from "vitest";
import { identifyTyped } from "~/features/sources/identify-typed";

const keyOf = (typed: string) => {
  const found = identifyTyped(typed, { ownOrigin: "https://forum.example.org" });
  return found && `${found.scheme}:${found.value}`;
};

test.each([
  ["978 0 262 03384 8", "isbn:9780262033848"],
  ["0-262-03384-4", "isbn:9780262033848"],
  ["urn:isbn:9780262033848", "isbn:9780262033848"],
  ["doi.org/10.1145/77", "doi:10.1145/77"],
  ["10/ab3xk", "url:doi.org/10/ab3xk"],
  ["arXiv 2305.09032 v2", "arxiv:2305.09032"],
  ["2305.09032v2.", "arxiv:2305.09032"],
  ["cs/0309136", "arxiv:cs/0309136"],
  ["math.GT/0309136", "arxiv:math/0309136"],
  ["EIP–7702", "eip:7702"],
  ["(ERC-4337)", "eip:4337"],
  ["PMID: 21413195", "url:pubmed.ncbi.nlm.nih.gov/21413195"],
  ["PMC3106548", "url:pmc.ncbi.nlm.nih.gov/articles/PMC3106548"],
  ["hdl:10419/1", "url:hdl.handle.net/10419/1"],
  ["www.example.org/x", "url:example.org/x"],
  ["“https://example.org/x”.", "url:example.org/x"],
  ["[the words](https://example.org/x)", "url:example.org/x"],
])("%s is %s", (typed, identity) => {
  expect(keyOf(typed)).toBe(identity);
});

test.each(["", "2023/105", "L2BEAT", "node.js", "ipfs://bafy", "javascript:alert(1)", "localhost/x", "[a](b)"])(
  "%s is no identifier",
  (typed) => {
    expect(keyOf(typed)).toBeNull();
  },
);
