/**
 * A database of several hosts, `postgresql://user:password@one:5432,two:5432/name`: one of them is the primary, and another one
 * may be it tomorrow. They are tried in turn, and each new connection is asked whether its server takes writes. With one host
 * nothing is asked.
 */
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { databaseFault, reasonOf } from "./database-faults";
import { primaryTimeline } from "./positions";

/** Milliseconds to wait for one of several hosts: a machine that is gone may swallow packets without a word. */
const longestWaitOfOne = 1_000;
/** Milliseconds before all hosts are tried once more. */
const betweenRounds = 100;

/** The addresses of the single hosts, in their order. A host without a port has PostgreSQL's own. */
export function hostsOf(url: string): string[] {
  const [, scheme, credentials = "", hosts, rest] = /^(\w+:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/s.exec(url) ?? [];
  return hosts?.includes(",") ? hosts.split(",").map((host) => `${scheme}${credentials}${host}${rest}`) : [url];
}

/** The hosts of one address, and which of them is thought to be the primary. All connections of a process share it. */
class Hosts {
  #at = 0;
  /** The newest timeline that a primary of these hosts had: each promotion begins one. */
  #timeline = "";

  constructor(readonly addresses: string[]) {}

  get primary() {
    return this.addresses[this.#at]!;
  }

  /** This one is not the primary. Nothing changes when another connection has said so before. */
  moveOn(from: string) {
    if (this.primary === from) this.#at = (this.#at + 1) % this.addresses.length;
  }

  /** Whether a primary is as new as any that was seen. One that was replaced, and came back by itself, is not. */
  isNewest(timeline: string) {
    if (timeline < this.#timeline) return false;
    this.#timeline = timeline;
    return true;
  }
}

const known = new Map<string, Hosts>();

function hostsAt(url: string): Hosts {
  const hosts = known.get(url) ?? new Hosts(hostsOf(url));
  known.set(url, hosts);
  return hosts;
}

/** No primary at this host. Its code says that another attempt may find one. */
class NotThePrimary extends Error {
  readonly code = "08006";
}

/** Whether an attempt has come as far as a host. A pool that has waited long enough says so in an error of its own. */
const hasAskedHost = (error: unknown) =>
  error instanceof Error && (error instanceof NotThePrimary || error.cause instanceof NotThePrimary);

/** A connection to a server that has become a replica, or is leaving, is of no more use. */
const isOver = (code: string | undefined) => code === "25006" || code?.startsWith("57P");

const question = {
  text: `select case when not pg_is_in_recovery() then ${primaryTimeline} end as timeline`,
  query_timeout: longestWaitOfOne,
};

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/** A connection to the primary. Of several hosts, one that turns out not to be it is left, and the next connection tries another. */
export class PrimaryClient extends pg.Client {
  readonly #hosts: Hosts | null;
  readonly #address: string;

  constructor(config?: string | pg.ClientConfig) {
    const given = typeof config === "string" ? { connectionString: config } : config;
    const hosts = given?.connectionString === undefined ? null : hostsAt(given.connectionString);
    const isOne = hosts === null || hosts.addresses.length === 1;
    super(isOne ? config : { ...given, ...boundsOf(given), connectionString: hosts.primary });
    this.#hosts = isOne ? null : hosts;
    this.#address = hosts?.primary ?? "";
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | void {
    if (!this.#hosts) return callback ? super.connect(callback) : super.connect();
    const connected = this.#connectToPrimary(this.#hosts).then(() => this);
    if (!callback) return connected;
    const answer = callback as (error: Error | null, client?: pg.Client) => void;
    connected.then((client) => answer(null, client), answer);
  }

  async #connectToPrimary(hosts: Hosts) {
    // Without a listener the event would end the process; what asks this connection next gets the error.
    this.on("error", () => {});
    try {
      await super.connect();
      const { rows } = await this.query<{ timeline: string | null }>(question);
      const { timeline } = rows[0]!;
      if (timeline === null) throw new Error("it is a replica");
      if (!hosts.isNewest(timeline)) throw new Error("another server has taken its place");
    } catch (error) {
      hosts.moveOn(this.#address);
      void this.end().catch(() => {});
      const { host, port } = this;
      throw new NotThePrimary(`${host}:${port} is not the primary: ${reasonOf(error)}.`, { cause: error });
    }
    this.connection.on("errorMessage", ({ code }: { code?: string }) => {
      if (!isOver(code)) return;
      hosts.moveOn(this.#address);
      // Whoever asked gets the server's answer first.
      setImmediate(() => this.connection.stream.destroy());
    });
  }
}

const boundsOf = (given: pg.ClientConfig | undefined) => ({
  connectionTimeoutMillis: Math.min(given?.connectionTimeoutMillis || longestWaitOfOne, longestWaitOfOne),
});

/** A pool that tries the hosts in turn for as long as one may wait for a connection; an ordinary pool for one host. */
export class PrimaryPool extends pg.Pool {
  /** `untilPrimary`: milliseconds after which it is said that none of several hosts is the primary. */
  constructor(
    config: pg.PoolConfig,
    private readonly untilPrimary = config.connectionTimeoutMillis ?? 0,
  ) {
    super(config);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool["connect"]>[0]): void;
  override connect(callback?: Parameters<pg.Pool["connect"]>[0]): Promise<pg.PoolClient> | void {
    const { connectionString = "" } = this.options;
    if (hostsAt(connectionString).addresses.length === 1) return callback ? super.connect(callback) : super.connect();
    const connected = inTurn(connectionString, this.untilPrimary, () => super.connect());
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }
}

/**
 * Does this until a host of the address lets it, in rounds over all of them: for so many milliseconds, and once for each of
 * them at least. With one host it is done once. Throws what the last attempt threw.
 */
export async function inTurn<T>(url: string, milliseconds: number, connect: () => Promise<T>): Promise<T> {
  const { addresses } = hostsAt(url);
  const end = performance.now() + milliseconds;
  for (let attempt = 1; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      // Who has waited in vain for a free connection waits for no second one.
      const isRoundOver = attempt >= addresses.length || !hasAskedHost(error);
      const isTimeOver = isRoundOver && performance.now() >= end;
      if (addresses.length === 1 || isTimeOver || databaseFault(error) !== "away") throw error;
      if (attempt % addresses.length === 0) await pause(betweenRounds);
    }
  }
}

/** The address of the host that is the primary now, for programs that take no list. Waits as long as for a connection. */
export async function findPrimary(url: string, milliseconds = 10_000): Promise<string> {
  const { addresses } = hostsAt(url);
  if (addresses.length === 1) return url;
  await inTurn(url, milliseconds, async () => {
    const client = new PrimaryClient(url);
    await client.connect();
    await client.end();
  });
  return hostsAt(url).primary;
}
