/** A network between a process and its database that a test can cut and let hang. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { once } from "node:events";

export class DatabaseProxy {
  #server: Server | undefined;
  #port = 0;
  #isHanging = false;
  #lost: { answer: RegExp; after: RegExp } | null = null;
  readonly #pairs = new Set<[Socket, Socket]>();
  /** What clients sent first on each connection: its parameters. */
  readonly startups: string[] = [];

  constructor(private readonly databaseUrl: string) {}

  get url() {
    const url = new URL(this.databaseUrl);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** Listens, at the same port as before. */
  async open() {
    const { hostname, port } = new URL(this.databaseUrl);
    const server = createServer((client) => {
      const database = connect(Number(port), hostname);
      const pair: [Socket, Socket] = [client, database];
      let isChosen = false;
      this.#pairs.add(pair);
      client.once("data", (chunk: Buffer) => this.startups.push(chunk.toString("latin1")));
      for (const [from, to] of [pair, [database, client] as const]) {
        if (this.#isHanging) from.pause();
        from.on("data", (chunk: Buffer) => {
          const said = this.#lost ? chunk.toString("latin1") : "";
          if (from === client) isChosen = this.#lost !== null && (isChosen || this.#lost.after.test(said));
          if (from === database && isChosen && this.#lost?.answer.test(said)) {
            this.#lost = null;
            client.destroy();
          } else to.write(chunk);
        });
        if (this.#isHanging) from.pause();
        from.on("error", () => {});
        from.once("close", () => {
          to.destroy();
          this.#pairs.delete(pair);
        });
      }
    });
    this.#server = server.listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address && typeof address === "object") this.#port = address.port;
  }

  /** The database is away: connections break, and new ones are refused. */
  async cut() {
    const closed = new Promise((done) => this.#server?.close(done));
    for (const [client, database] of this.#pairs) {
      client.destroy();
      database.destroy();
    }
    await closed;
  }

  /**
   * The next answer like this doesn't arrive: the connection breaks instead. With `after`, it is the next one on a
   * connection that was asked something like that.
   */
  loseAnswer(answer: RegExp, after = /^/) {
    this.#lost = { answer, after };
  }

  /** Whether the answer to be lost has been met. */
  get hasLost() {
    return this.#lost === null;
  }

  /** Connections stand and nothing comes through, until `flow`. */
  hang() {
    this.#isHanging = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  flow() {
    this.#isHanging = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }
}
