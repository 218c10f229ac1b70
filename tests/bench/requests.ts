/** Requests as a browser sends them, and how long they take. */
import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import autocannon from "autocannon";

export type Target = {
  url: string;
  headers?: Record<string, string>;
  /** One address may ask for it so often only: each request comes from another one. */
  isLimited?: boolean;
};
/** The bytes as they came, compressed. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer };

const usual = { Accept: "text/html", "Accept-Encoding": "gzip, deflate, br" };

const line = new Agent({ keepAlive: true, maxSockets: 1 });

type Sent = {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
  /** false: a connection of its own, beside others. */
  agent?: Agent | false;
};

/** One request; over a connection that stays open, unless another agent is given. */
export function ask(url: string, { method = "GET", headers = {}, body, agent = line }: Sent = {}): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(url, { agent, method, headers: { ...usual, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", fail);
      response.once("end", () =>
        done({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
          ),
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.once("error", fail);
    sent.end(body);
  });
}

let addresses = 0;

/** The header of a proxy that tells of a client at an address of its own. */
const nextAddress = () => ({
  "X-Forwarded-For": `10.${(addresses += 1) >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`,
});

/** Milliseconds of each of `count` requests, one after the other. */
export async function timeEach({ url, headers, isLimited }: Target, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const began = performance.now();
    const { status } = await ask(url, { headers: { ...headers, ...(isLimited && nextAddress()) } });
    times.push(performance.now() - began);
    if (status !== 200) throw new Error(`${url} answered ${status}.`);
  }
  return times;
}

/** Requests answered in a second when ten readers ask at once. */
export async function countPerSecond({ url, headers, isLimited }: Target, seconds: number): Promise<number> {
  const sent = { ...usual, ...headers };
  const { pathname: path, search } = new URL(url);
  const fromAnywhere = {
    requests: [
      { path: path + search, setupRequest: (one: object) => ({ ...one, headers: { ...sent, ...nextAddress() } }) },
    ],
  };
  const result = await autocannon({
    url,
    headers: sent,
    connections: 10,
    duration: seconds,
    ...(isLimited && fromAnywhere),
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused and ${result.errors} lost of ${result.requests.total}.`);
  return result.requests.total / result.duration;
}
