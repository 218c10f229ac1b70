/**
 * A small proxy in front of several web servers, with what the documents ask of a real one: it asks `/readyz`, keeps connections
 * to the servers, and sends a request to another server only where nothing can have been done twice.
 */
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import type { Place } from "./site-process";

const betweenLooks = 200;
/** Milliseconds in which a server says whether it is ready. */
const longestLook = 2_000;

type Backend = Place & { name: string; isReady: boolean; agent: Agent };
type Failure = { server: string; method: string; path: string; code: string };

export class Balancer {
  port = 0;
  /** Requests that no server answered. */
  readonly failures: Failure[] = [];
  /** How many requests each server answered, by its name. */
  readonly served = new Map<string, number>();
  #server: Server | undefined;
  #looking: NodeJS.Timeout | undefined;
  readonly #backends = new Map<string, Backend>();
  #turn = 0;

  get origin() {
    return `http://localhost:${this.port}`;
  }

  async open() {
    this.#server = createServer((asked, answer) => void this.#serve(asked, answer));
    this.#server.listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address && typeof address === "object") this.port = address.port;
    this.#looking = setInterval(() => void this.#lookAtAll(), betweenLooks);
  }

  /** From now on this server gets requests while it says that it is ready. */
  async add({ host, port }: Place, name: string) {
    this.#backends.set(name, { name, host, port, isReady: false, agent: new Agent({ keepAlive: true }) });
    await this.#lookAtAll();
  }

  async close() {
    clearInterval(this.#looking);
    for (const { agent } of this.#backends.values()) agent.destroy();
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  async #lookAtAll() {
    await Promise.all([...this.#backends.values()].map((backend) => this.#look(backend)));
  }

  #look(backend: Backend) {
    return new Promise<void>((done) => {
      const asked = request({ host: backend.host, port: backend.port, path: "/readyz", agent: false }, (answer) => {
        backend.isReady = answer.statusCode === 200;
        answer.resume();
        done();
      });
      asked.setTimeout(longestLook, () => asked.destroy());
      asked.once("error", () => {
        backend.isReady = false;
        done();
      });
      asked.end();
    });
  }

  /** Those that are ready, in turn; all of them where none is. */
  #inTurn(): Backend[] {
    const all = [...this.#backends.values()];
    const ready = all.filter(({ isReady }) => isReady);
    const able = ready.length > 0 ? ready : all;
    this.#turn += 1;
    return able.map((_, index) => able[(this.#turn + index) % able.length]!);
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse) {
    const body = await buffer(asked).catch(() => null);
    if (body === null) return;
    let last: Failure | null = null;
    for (const backend of this.#inTurn()) {
      const tried = await this.#pass(backend, asked, body, answer);
      if (tried === "answered") return;
      last = { server: backend.name, method: asked.method!, path: asked.url!, code: tried };
      if (answer.headersSent || answer.destroyed) break;
      // A form may have been taken by a server that died before it answered; one that was never connected took nothing.
      if (asked.method !== "GET" && tried !== "ECONNREFUSED") break;
    }
    if (last && last.code !== "404") this.failures.push(last);
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(last?.code === "404" ? 404 : 502).end();
  }

  /** "answered", or the code of what went wrong; "404" for a built file that this release doesn't have. */
  #pass(backend: Backend, asked: IncomingMessage, body: Buffer, answer: ServerResponse): Promise<string> {
    const isStream = asked.url!.startsWith("/live");
    const { host, connection: _, ...headers } = asked.headers;
    return new Promise<string>((done) => {
      let isOver = false;
      const finish = (how: string) => {
        isOver = true;
        done(how);
      };
      const passed = request(
        {
          host: backend.host,
          port: backend.port,
          method: asked.method,
          path: asked.url,
          agent: isStream ? false : backend.agent,
          headers: { ...headers, host, "x-forwarded-for": headers["x-forwarded-for"] ?? "192.0.2.1" },
        },
        (given) => {
          if (given.statusCode === 404 && asked.url!.startsWith("/assets/")) {
            given.resume();
            return finish("404");
          }
          const { connection: _closed, ...said } = given.headers;
          answer.writeHead(given.statusCode!, said);
          this.served.set(backend.name, (this.served.get(backend.name) ?? 0) + 1);
          given.pipe(answer);
          given.once("end", () => finish("answered"));
          // A stream that ends early is opened again by its reader.
          given.once("error", (error: NodeJS.ErrnoException) => {
            answer.destroy();
            finish(isStream ? "answered" : (error.code ?? "broken"));
          });
        },
      );
      answer.once("close", () => void (isOver || passed.destroy()));
      passed.once("error", (error: NodeJS.ErrnoException) =>
        finish(isStream && answer.headersSent ? "answered" : (error.code ?? "broken")),
      );
      passed.end(body);
    });
  }
}
