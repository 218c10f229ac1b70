/** The registry as this process keeps it: read once, and again when the database says that it has changed. */
import { createHash } from "node:crypto";
import { currentRequest, fromPrimary } from "~/platform/current-request.server";
import { isForLater } from "~/platform/database-faults";
import { db, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { markShapes } from "~/ui/chart/chart";
import { ChainSnapshot } from "./chain-snapshot";
import {
  type ChainRow,
  measuredChainOf,
  measuredFields,
  type MeasuredChain,
  type MeasuredGroup,
} from "./measured-chain";

/** Another process's change is seen after at most this many milliseconds. */
const checkEvery = 1_000;

type Kept = {
  snapshot: ChainSnapshot | null;
  version: string;
  checkedAt: number;
  /** Counts this process's own changes: what was read before one of them is not kept. */
  changes: number;
  /** What is being read: for requests, and for jobs, on whose connections no request waits. */
  flights: { request: Promise<ChainSnapshot> | null; job: Promise<ChainSnapshot> | null };
};

const kept: Kept = {
  snapshot: null,
  version: "",
  checkedAt: Number.NEGATIVE_INFINITY,
  changes: 0,
  flights: { request: null, job: null },
};

/**
 * Every chain and group of the registry with what its facts say about measuring and drawing it; at most a second old, and
 * never older than this process's last change. The same object as before while nothing has changed.
 */
export async function readChains(tx?: Tx): Promise<ChainSnapshot> {
  if (kept.snapshot && performance.now() - kept.checkedAt < checkEvery) return kept.snapshot;
  // A transaction holds a connection already: it must not wait for one that others hold.
  if (tx) return refresh(tx);
  const who = currentRequest() ? "request" : "job";
  const running = kept.flights[who];
  if (running) return running;
  // What is kept here serves commands and jobs too.
  const flight = fromPrimary(() => refresh(db))
    .catch((error: unknown) => {
      // Names and colours of a moment ago are better than none while the database is away.
      if (kept.snapshot && isForLater(error)) return kept.snapshot;
      throw error;
    })
    .finally(() => {
      if (kept.flights[who] === flight) kept.flights[who] = null;
    });
  kept.flights[who] = flight;
  return flight;
}

/** The same as it stands now: for what is kept longer than a second. */
export const readChainsNow = (): Promise<ChainSnapshot> => refresh(db);

/** Has the next call look at the database: this process has just changed the registry. */
export function expireChains() {
  kept.checkedAt = Number.NEGATIVE_INFINITY;
  kept.changes += 1;
  kept.flights = { request: null, job: null };
}

async function refresh(tx: Tx): Promise<ChainSnapshot> {
  const [began, changes] = [performance.now(), kept.changes];
  const rows = await tx.$queryRaw<{ version: string }[]>`
    select coalesce(sum("version"), 0)::text as version from "RegistryVersion"`;
  const { version } = rows[0]!;
  // Read before the registry: what changes in between is read once more by the next look.
  const snapshot = kept.snapshot && kept.version === version ? kept.snapshot : await readSnapshot(tx);
  if (changes === kept.changes && began > kept.checkedAt) Object.assign(kept, { snapshot, version, checkedAt: began });
  return snapshot;
}

async function readSnapshot(tx: Tx): Promise<ChainSnapshot> {
  const rows = await tx.chain.findMany({
    orderBy: [{ homeRank: { sort: "asc", nulls: "last" } }, { shortName: "asc" }],
    select: {
      slug: true,
      shortName: true,
      layer: true,
      colourLight: true,
      colourDark: true,
      mark: true,
      dash: true,
      homeRank: true,
      facts: {
        where: { standing: "present", field: { in: [...measuredFields] } },
        select: { field: true, value: true, enteredById: true },
      },
      nodes: { orderBy: { position: "asc" }, select: { url: true } },
    },
  });
  const groups = await tx.chainGroup.findMany({
    orderBy: { slug: "asc" },
    select: { slug: true, name: true, _count: { select: { members: true } } },
  });
  const bySize = groups.toSorted((a, b) => b._count.members - a._count.members || a.slug.localeCompare(b.slug));
  return new ChainSnapshot(rows.map(withNodes), bySize.map(asGroup));
}

type StoredChain = Omit<ChainRow, "facts"> & {
  facts: { field: string; value: string; enteredById: number | null }[];
  nodes: { url: string }[];
};

/**
 * A chain with all its nodes: those that the environment names, or else the ones that administrators typed before those of
 * its facts.
 */
function withNodes(row: StoredChain): MeasuredChain {
  const { rpc, ...chain } = measuredChainOf(row);
  if (!rpc) return chain;
  const named = env().rpc[chain.slug] ?? [];
  if (named.length > 0) return { ...chain, rpc: { ...rpc, urls: named } };
  const isTyped =
    row.nodes.length > 0 || row.facts.some(({ field, enteredById }) => field === "node" && enteredById !== null);
  const urls = [...new Set([...row.nodes.map(({ url }) => url), ...rpc.urls])];
  return { ...chain, rpc: { ...rpc, urls, isTyped } };
}

/** The largest group, all L2s, is drawn in ink; the others in second ink with marks of their own. */
const asGroup = ({ slug, name }: { slug: string; name: string }, place: number): MeasuredGroup => ({
  slug,
  name,
  style:
    place === 0
      ? { colour: "var(--ink)", mark: "circle" }
      : { colour: "var(--ink-2)", mark: markShapes[place % markShapes.length]!, dash: "14 5" },
});

/** The style sheet of all chains' colours, and its address's version: the same as long as its content is. */
export async function readChainColours(): Promise<{ css: string; version: string }> {
  const { colourSheet: css } = await readChains();
  return { css, version: createHash("sha256").update(css).digest("base64url").slice(0, 12) };
}
