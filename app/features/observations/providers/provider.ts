/** The port behind which every provider stands. */
import type { Block } from "~/features/metrics/metrics";
import type { fetchFromOperator } from "~/platform/operator-fetch.server";
import type { Observation } from "~/features/metrics/metrics";

export type EndpointReport = {
  position: number;
  host: string;
  /** The fault in words; null if it answered well. */
  fault: string | null;
  latencyMs?: number;
  head?: { number: number; time: number };
  isLagging?: boolean;
  /** Another one answered before it did: neither well nor a fault, but it took `latencyMs` at least. */
  isUnfinished?: boolean;
  /** Seconds after which it wants to be asked again, where it said so. */
  restsFor?: number;
};

export type Reorganisation = { fromBlock: number; toBlock: number; oldHash: string; newHash: string };

/** The result of a visit. */
export type Visit = {
  observations: Observation[];
  /** Why there are none, where that is as it should be: the file is unchanged, no block is new. Without it an empty visit has failed. */
  nothing?: string;
  /** Which writing of a file the observations come from: its ETag or hash. The same writing confirms nothing that was held back. */
  version?: string;
  /** The place that answered. */
  host: string | null;
  bytes: number;
  calls: number;
  httpStatus?: number;
  endpoints?: EndpointReport[];
  /** New blocks to remember, oldest first. */
  blocks?: Block[];
  reorganisation?: Reorganisation;
  /** Blocks up to this number can't be undone any more. */
  finalizedBlock?: number;
  /** Whether two of its nodes disagree about a block; unset when nobody was compared. */
  isDisputed?: boolean;
  /** State for the next visit. */
  memory?: object;
  /** The same when what it brought could not be written. */
  memoryIfUnwritten?: object;
  /** Seconds to the next visit, where its plan says another time than its pace. */
  nextIn?: number;
};

export type EndpointMemory = {
  position: number;
  fails: number;
  breakerUntil: Date | null;
  head: { number: number; time: number } | null;
  isLagging: boolean;
  /** Its usual latency in ms. */
  latencyMs: number | null;
  /** How its last twenty visits went, the newest last: `+` and `-`. */
  recent: string;
};

/** The input of a visit. */
export type VisitContext = {
  now: Date;
  memory: Record<string, unknown>;
  endpoints: EndpointMemory[];
  /** The newest blocks that are stored, oldest first. */
  blocks: Block[];
  /** How the provider's addresses are dialled: as given unless told. */
  fetch?: typeof fetchFromOperator | undefined;
  /** Waits until this many calls to an address are allowed; throws `PacedOut` if that takes too long. */
  pace: Pace;
};

export type Pace = (url: string, calls: number) => Promise<void>;

/** A host has been asked as often as it bears for now; nothing is wrong with it. */
export class PacedOut extends Error {
  override name = "PacedOut";
  constructor(readonly seconds: number) {
    super(`is asked as often as its pace allows; again in ${seconds} s`);
  }
}

export type MetricProvider = {
  key: string;
  kind: "rpc" | "l2beat" | "growthepie" | "defillama" | "registry";
  name: string;
  homepage: string;
  /** Shown beside its numbers where not empty. */
  licence: string;
  subject: string | null;
  adapterVersion: number;
  hosts: string[];
  /** Seconds between visits. */
  pace: number;
  /** Keeps blocks in the database between visits. */
  remembersBlocks: boolean;
  visit(context: VisitContext): Promise<Visit>;
};

/** A visit that failed; carries what is known of it. */
export class VisitFault extends Error {
  override name = "VisitFault";
  constructor(
    message: string,
    readonly endpoints: EndpointReport[] = [],
    readonly facts: {
      host?: string;
      httpStatus?: number | null;
      bytes?: number;
      calls?: number;
      memory?: object;
      /** Seconds to the next visit by the provider's plan; faults in a row make it longer. */
      nextIn?: number;
      /** Seconds to wait at least before the next visit. */
      restsFor?: number;
      /** Nothing failed: it was only not our turn. */
      isPaced?: boolean;
    } = {},
  ) {
    super(message);
  }
}
