/** Local HTTP servers that act as providers with every kind of bad answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

const running: Server[] = [];

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  bytes: Buffer;
  headers: IncomingMessage["headers"];
};
export type LocalServer = { url: string; asked: Asked[] };

/** A server that answers each request with what `answer` does; it ends with the file. */
export async function localServer(
  answer: (asked: Asked, response: ServerResponse) => void | Promise<void>,
): Promise<LocalServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://local");
      const one = {
        method: request.method ?? "",
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        body: Buffer.concat(chunks).toString(),
        bytes: Buffer.concat(chunks),
        headers: request.headers,
      };
      asked.push(one);
      void answer(one, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  running.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export const sendJson = (response: ServerResponse, value: unknown, status = 200) => {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(typeof value === "string" ? value : JSON.stringify(value));
};

type Rpc = { id: number; method: string; params: unknown[] };
type Reply = { jsonrpc: "2.0"; id: number; result?: unknown; error?: unknown };

/** A node that proxies a real one and alters its answers. */
export function lyingNode(
  truth: string,
  lie: (reply: Reply, asked: Rpc) => unknown,
  all: (replies: unknown[]) => unknown = (replies) => replies,
) {
  return localServer(async ({ body }, response) => {
    const parsed = JSON.parse(body) as Rpc | Rpc[];
    const calls = [parsed].flat();
    const answers = (await (
      await fetch(truth, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(calls),
      })
    ).json()) as Reply[];
    const replies = answers.map((reply) =>
      lie(
        reply,
        calls.find(({ id }) => id === reply.id)!,
      ),
    );
    sendJson(response, Array.isArray(parsed) ? all(replies) : replies[0]);
  });
}

afterAll(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
