/** What the generated corpus is written with: a small world of topics with words of their own, frequent words, and a long tail. */
import { Random } from "./random";

/** Each topic has the tags its threads carry and the words its posts come back to. */
export const topics: { tags: string[]; words: string[] }[] = [
  {
    tags: ["fees", "ethereum"],
    words:
      "fee fees gas price basefee priority tip burn cheap expensive gwei median surge congestion EIP-1559 blockspace".split(
        " ",
      ),
  },
  {
    tags: ["data-availability", "eip-4844", "dencun"],
    words:
      "blob blobs calldata availability sampling celestia eigenda commitment kzg EIP-4844 blobgas target shard throughput".split(
        " ",
      ),
  },
  {
    tags: ["mev", "sequencing"],
    words:
      "mev builder builders searcher relay sandwich arbitrage auction orderflow proposer censorship inclusion bundle timeboost".split(
        " ",
      ),
  },
  {
    tags: ["proofs", "zksync-era"],
    words:
      "proof proofs prover verifier snark stark circuit recursion witness polynomial plonk groth16 validity aggregation".split(
        " ",
      ),
  },
  {
    tags: ["optimism", "op-mainnet"].slice(1),
    words:
      "optimistic fault dispute challenge withdrawal window output proposer op-stack superchain bedrock retroactive".split(
        " ",
      ),
  },
  {
    tags: ["base", "ux"],
    words:
      "base wallet onboarding coinbase passkey paymaster smartwallet session consumer app frames mini retention".split(
        " ",
      ),
  },
  {
    tags: ["arbitrum", "governance"],
    words: "arbitrum nitro stylus orbit dao proposal delegate quorum council treasury bold timeboost grant vote".split(
      " ",
    ),
  },
  {
    tags: ["starknet", "account-abstraction"],
    words:
      "starknet cairo sierra felt account abstraction multicall paymaster signature validation nonce sequencer".split(
        " ",
      ),
  },
  {
    tags: ["interop", "fragmentation"],
    words:
      "bridge bridges intent intents solver solvers liquidity fragmentation message relayer settlement cross-chain shared ERC-7683".split(
        " ",
      ),
  },
  {
    tags: ["state-growth", "client-diversity"],
    words:
      "state trie verkle snapshot pruning geth reth nethermind besu erigon disk eth_getProof eth_getLogs archive witness".split(
        " ",
      ),
  },
  {
    tags: ["glamsterdam", "eip-7732"],
    words: "ePBS EIP-7732 payload attestation committee slot builder bid free option timeliness PTC glamsterdam".split(
      " ",
    ),
  },
  {
    tags: ["glamsterdam", "eip-7928"],
    words: "EIP-7928 access list parallel execution prefetch conflict dependency thread block-level gas limit".split(
      " ",
    ),
  },
  {
    tags: ["privacy", "aztec"],
    words: "privacy shielded note nullifier aztec railgun compliance viewing mixer stealth encrypted noir".split(" "),
  },
  {
    tags: ["gaming", "ronin"],
    words: "game games ronin immutable item marketplace guild gasless session asset chain latency tick".split(" "),
  },
  {
    tags: ["latency", "sequencing"],
    words:
      "latency preconfirmation preconf confirmation millisecond based sequencer timing slot jitter flashblocks".split(
        " ",
      ),
  },
  {
    tags: ["economics", "base"],
    words:
      "revenue margin subsidy emission incentive points airdrop retention treasury profit sustainability fee".split(
        " ",
      ),
  },
  {
    tags: ["security", "decentralisation"],
    words:
      "multisig council upgrade upgradability stage exit escape hatch guardian freeze audit exploit keyholder".split(
        " ",
      ),
  },
  {
    tags: ["solana", "latency"],
    words: "solana turbine firedancer validator local fee market banking stage jito alpenglow monolithic lamport".split(
      " ",
    ),
  },
  {
    tags: ["app-chains", "celo"],
    words:
      "appchain app-chain celo migration sovereign rollup-as-a-service deployment customisation validium alt-DA".split(
        " ",
      ),
  },
  {
    tags: ["definitions", "ethereum"],
    words:
      "definition TPS UOPS Mgas throughput measure metric comparable denominator average peak window methodology".split(
        " ",
      ),
  },
];

/** Words of the whole field: each is in many posts, the first in some two of five. */
export const frequent =
  "rollup chain block transaction user data network layer ethereum number time question cost point problem value design protocol security post argument think year people case system change work result source claim client figure month limit test mean agree reason contract token model team difference report measure track scale share growth read write simple large small public open level state market note order long short high low real first second".split(
    " ",
  );

const onsets = [
  "b",
  "br",
  "c",
  "cl",
  "d",
  "dr",
  "f",
  "fl",
  "g",
  "gr",
  "h",
  "k",
  "l",
  "m",
  "n",
  "p",
  "pl",
  "qu",
  "r",
  "s",
  "st",
  "str",
  "t",
  "tr",
  "v",
  "w",
  "z",
];
const nuclei = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "io"];
const codas = ["", "n", "r", "l", "s", "t", "m", "nd", "st", "ck", "x"];

/** Rare words that mean nothing, as names and slips do in a real forum; `count` different ones. */
export function tailWords(count: number, seed: number): string[] {
  const random = new Random(seed);
  const words = new Set<string>();
  while (words.size < count) {
    let word = "";
    for (let syllable = 0, syllables = 2 + random.below(3); syllable < syllables; syllable++)
      word += random.pick(onsets) + random.pick(nuclei) + (random.chance(0.4) ? random.pick(codas) : "");
    words.add(word);
  }
  return [...words];
}

export const glue =
  "the of and a to in is that it for on with as are this but be not we at or by from an which have more than when if so only would".split(
    " ",
  );
