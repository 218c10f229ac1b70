/** From stored blocks to the node's newest one: what is new, and what has been undone. */
import type { Block } from "~/features/metrics/metrics";
import type { Reorganisation } from "./provider";

/** As many as a reorganisation may undo and still be followed. */
export const remembered = 256;
/** As many as one visit asks for. */
const farthest = 80;
const step = 8;

/** Blocks of one address that are of different forks; no fault near the head. */
export class NotLinked extends Error {
  override name = "NotLinked";
  constructor(
    /** The block that the next one does not follow. */
    readonly number: number,
  ) {
    super(`sent blocks that don't follow each other: block ${number + 1} is not the child of its block ${number}`);
  }
}

type Fetch = (numbers: number[]) => Promise<Block[]>;
type Followed = {
  /** Linked by their hashes, oldest first, the node's head last. */
  chain: Block[];
  /** Those of them that were not stored. */
  added: Block[];
  reorganisation?: Reorganisation;
  /** Nothing stored is part of the node's chain any more. */
  isStrange: boolean;
};

/**
 * Follows the chain to `head`. Stored blocks link by their hashes. When too many blocks lie between, or none are stored,
 * it starts over with enough blocks to cover `seconds`.
 */
export async function followChain(stored: Block[], head: Block, seconds: number, fetch: Fetch): Promise<Followed> {
  const last = stored.at(-1);
  // The head may be one that is stored: the node stands still, or answers from a backend that is behind.
  const known = stored.findIndex((block) => block.hash === head.hash);
  if (known !== -1) return { chain: stored.slice(0, known + 1), added: [], isStrange: false };
  if (!last || head.number - last.number > farthest)
    return { ...(await beginAnew(head, seconds, fetch)), isStrange: false };

  const between = await fetch(numbersFrom(last.number + 1, head.number - 1));
  const added = [...between, head].filter((block) => block.number <= head.number);
  mustLink(added);
  const ancestor = isLinked([last, ...added]) ? last : await commonAncestor(stored, added, head, fetch);
  if (!ancestor) {
    return {
      ...(await beginAnew(head, seconds, fetch)),
      reorganisation: undone(stored[0] ?? last, last, head),
      isStrange: true,
    };
  }
  const kept = stored.filter((block) => block.number <= ancestor.number);
  const lost = stored.find((block) => block.number > ancestor.number);
  const chain = [...kept, ...added];
  return {
    chain,
    added,
    isStrange: false,
    ...(lost && { reorganisation: undone(lost, last, added[0] ?? head) }),
  };
}

const undone = (first: Block, last: Block, winner: Block): Reorganisation => ({
  fromBlock: first.number,
  toBlock: last.number,
  oldHash: first.hash,
  newHash: winner.hash,
});

/** Walks back from the new blocks to a stored one, and puts what it finds before `added`. Null when there is none. */
async function commonAncestor(stored: Block[], added: Block[], head: Block, fetch: Fetch): Promise<Block | null> {
  const byNumber = new Map(stored.map((block) => [block.number, block]));
  const oldest = stored[0]!.number;
  // The head may be lower than what is stored.
  if (added[0]!.number > head.number) added.splice(0, added.length, head);
  for (;;) {
    const first = added[0]!;
    const parent = byNumber.get(first.number - 1);
    if (parent?.hash === first.parentHash) return parent;
    if (first.number <= oldest) return null;
    const more = await fetch(numbersFrom(Math.max(oldest, first.number - step), first.number - 1));
    for (const block of more.toReversed()) {
      mustLink([block, added[0]!]);
      added.unshift(block);
      const below = byNumber.get(block.number - 1);
      if (below?.hash === block.parentHash) return below;
    }
  }
}

async function beginAnew(head: Block, seconds: number, fetch: Fetch): Promise<{ chain: Block[]; added: Block[] }> {
  const chain = [head];
  while (chain[0]!.number > 0 && chain[0]!.time > head.time - seconds && chain.length < farthest) {
    const first = chain[0]!.number;
    const more = await fetch(numbersFrom(Math.max(0, first - step), first - 1));
    mustLink([...more, chain[0]!]);
    chain.unshift(...more);
  }
  return { chain, added: chain };
}

/** The newest of these blocks that follow each other: after a gap, those that came since. */
export function newestLinked(blocks: Block[]): Block[] {
  let start = Math.max(0, blocks.length - 1);
  while (start > 0 && isLinked(blocks.slice(start - 1, start + 1))) start -= 1;
  return blocks.slice(start);
}

export const isLinked = (blocks: Block[]): boolean => breakIn(blocks) === null;

/** Throws `NotLinked` unless these blocks follow each other. */
function mustLink(blocks: Block[]) {
  const number = breakIn(blocks);
  if (number !== null) throw new NotLinked(number);
}

/** The number of the last block that the next one does not follow; null where all follow each other. */
function breakIn(blocks: Block[]): number | null {
  const before = blocks.findLast((block, index) => {
    const next = blocks[index + 1];
    return next && !(next.parentHash === block.hash && next.number === block.number + 1 && next.time >= block.time);
  });
  return before?.number ?? null;
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
