/** The HTTP server with the time that a client has: to send a request, and to take its answer. */
import { createServer, type RequestListener, type Server } from "node:http";

/** All in milliseconds. */
export type ClientTimes = {
  /** From the first byte of a request to the end of its headers. */
  headers: number;
  /** To the end of its body: uploads can come over a slow connection, and forms have a limit of their own. */
  body: number;
  /** Between two requests of a connection. */
  idle: number;
  /** Without a byte in either direction while an answer is sent; event streams say something more often. */
  silence: number;
  /** How often the first two are checked: a client is cut this much later at most. */
  check: number;
};

const usual: ClientTimes = { headers: 10_000, body: 120_000, idle: 5_000, silence: 60_000, check: 2_000 };

/**
 * The same where a proxy stands in front, which keeps connections for its next requests: it must be the one to close them.
 * When both do at once, a form is lost on its way. Proxies close them after a minute at most, unless they are told otherwise.
 */
export const behindProxy: ClientTimes = { ...usual, idle: 75_000 };

/** A client that is slower than this loses its connection: what it holds is memory, and in part a place behind the gate. */
export function createHttpServer(listener: RequestListener, times: ClientTimes = usual): Server {
  const server = createServer(
    {
      headersTimeout: times.headers,
      requestTimeout: times.body,
      keepAliveTimeout: times.idle,
      connectionsCheckingInterval: times.check,
      maxHeaderSize: 16_384,
    },
    listener,
  );
  server.timeout = times.silence;
  return server;
}
