import { describe, expect, test } from "vitest";
import { readClaimAddress } from "~/features/claims/claim-address";
import { findFigures } from "~/features/claims/figures";
import { daysIn } from "~/features/claims/named-days";
import { bindingLink, type NamedSubject, proposeBindings } from "~/features/claims/propose-binding";

const subject = (slug: string, name: string, isGroup = false): NamedSubject => ({ slug, name, words: [name], isGroup });
const subjects = [
  subject("l2", "Layer 2", true),
  subject("op-stack", "OP Stack", true),
  subject("ethereum", "Ethereum L1"),
  subject("base", "Base"),
  subject("arbitrum", "Arbitrum One"),
  { ...subject("op-mainnet", "OP Mainnet"), words: ["OP Mainnet", "OP"] },
  subject("mode", "Mode"),
];
const proposed = (text: string) =>
  proposeBindings(
    findFigures(text).find(({ found }) => found)!,
    subjects,
  );

describe("the words around a figure propose its chain and metric", () => {
  test.each<[string, string]>([
    ["Base alone runs at 142 TPS.", "metric:base/tps"],
    ["It is 142 TPS on Base these days.", "metric:base/tps"],
    ["On 20 February 2026 Base ran at 142 TPS.", "metric:base/tps@2026-02-20"],
    ["L2s carry ~2M daily transactions now.", "metric:l2/tx-per-day"],
    ["On L1 it is about 1M daily transactions.", "metric:ethereum/tx-per-day"],
    ["Arbitrum One secures $16–19B.", "metric:arbitrum/tvs"],
    ["Arbitrum One has a TVL of $3B.", "metric:arbitrum/tvl"],
    ["On Base a swap costs $0.01 per transaction.", "metric:base/median-fee"],
    ["Base has 60%+ of all L2 activity.", "metric:base/tps?share=l2/tps"],
    ["Base has 70% of active addresses.", "metric:base/active-addresses?share=l2/active-addresses"],
    ["L2s do 6,500× what Ethereum does.", "metric:l2/tps?over=ethereum/tps"],
    ["Fees on Base fell by 90% from 2024-03-13 to 2026-02-20.", "metric:base/median-fee?change=2024-03-13..2026-02-20"],
    ["Blob fees on Ethereum are at 5 gwei.", "metric:ethereum/blob-base-fee"],
    ["Ethereum has 12 s blocks.", "metric:ethereum/block-time"],
    ["There are 34 OP Stack chains.", "metric:op-stack/chain-count"],
    ["Ethereum will do 10,000 TPS by the end of 2026.", "claim:forecast?by=2026-12-31&metric=ethereum/tps"],
    ["Ethereum targets 10,000 TPS in H1 2026.", "claim:forecast?by=2026-06-30&metric=ethereum/tps"],
    ["We lost 40% of users last quarter.", "claim:"],
    ["Nobody names a chain: 142 TPS.", "claim:"],
    ["Base alone runs at 142 TPS, they say, and it can process more.", "metric:base/tps"],
    ["There are 34 OP Stack chains, not OP alone.", "metric:op-stack/chain-count"],
  ])("%s", (text, address) => {
    const { question, proposals } = proposed(text);
    expect([question, proposals[0]?.address]).toEqual([null, address]);
  });

  test.each<[string, string, string[]]>([
    ["Base does 142 TPS of user operations.", "TPS or UOPS", ["metric:base/tps", "metric:base/uops"]],
    ["Arbitrum One has $16B.", "TVS or TVL", ["metric:arbitrum/tvs", "metric:arbitrum/tvl"]],
    [
      "Base can process 1,000 TPS.",
      "Average, peak or capacity",
      ["metric:base/tps", "metric:base/uops", "claim:", "claim:"],
    ],
    [
      "Base peaked at 1,000 TPS.",
      "Average, peak or capacity",
      ["metric:base/tps", "metric:base/uops", "claim:", "claim:"],
    ],
    ["Base has 38.7% growth.", "From which day to which", ["claim:"]],
    ["Base does 1,2 TPS.", "Which number is meant", []],
  ])("%s is asked about", (text, question, addresses) => {
    const found = proposed(text);
    expect(found.question).toContain(question);
    expect(found.proposals.slice(0, addresses.length).map(({ address }) => address)).toEqual(addresses);
  });

  test("own data is declared as such", () => {
    expect(proposed("We lost 40% of users.").proposals[0]).toMatchObject({ address: "claim:", title: "first-party" });
  });

  test("a name that is a word of every day counts in capitals alone", () => {
    expect(proposed("In this mode, on a base of users, it does 142 TPS.").proposals[0]?.address).toBe("claim:");
  });

  test("every proposal is a link that parses", () => {
    for (const text of ["Base runs at 142 TPS.", "Base has 60%+ of all L2 activity.", "We lost 40% of users."]) {
      for (const proposal of proposed(text).proposals) {
        expect(readClaimAddress(proposal.address, proposal.title)).toMatchObject({ ok: true });
        expect(bindingLink("a [b]", proposal)).toMatch(/^\[a \\\[b\\\]\]\((?:metric|claim):/);
      }
    }
    expect(bindingLink("40%", { address: "claim:", title: 'as "they" say' })).toBe('[40%](claim: "as ”they” say")');
  });

  test("days are read in the ways people write them", () => {
    expect(daysIn("2026-02-20, 3 March 2025, March 13th, 2024 and 2026-02-30")).toEqual([
      "2026-02-20",
      "2025-03-03",
      "2024-03-13",
    ]);
  });
});
