/** A receiver of webhooks on this machine, and the check of a signature by the text of Standard Webhooks, not by our signer. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll } from "vitest";

const folder = join(import.meta.dirname, "../fixtures/tls");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
/** Who signed the receiver's certificate. */
export const authority = read("authority.pem");

export type Message = { path: string; headers: IncomingHttpHeaders; body: string };

/** An https server that answers each message as `answer` does, 204 unless told; it ends with the file. */
export async function aReceiver(answer: (message: Message, response: ServerResponse, time: number) => void = ok) {
  const messages: Message[] = [];
  const server = createServer(
    { key: read("hook.example.org.key"), cert: read("hook.example.org.pem") },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const message = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() };
        messages.push(message);
        const time = messages.filter(({ path }) => path === message.path).length;
        answer(message, response, time);
      });
    },
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, messages, to: (path: string) => messages.filter((message) => message.path === path) };
}

const ok = (_: Message, response: ServerResponse) => void response.writeHead(204).end();

/** Whether a message was signed with a secret: HMAC-SHA256 over id, timestamp and body with dots between, any of the signatures. */
export function isSignedWith(secret: string, { headers, body }: Pick<Message, "headers" | "body">): boolean {
  const [prefix, encoded = ""] = secret.split("_");
  if (prefix !== "whsec") throw new Error("not a secret of Standard Webhooks");
  const signed = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
  const wanted = createHmac("sha256", Buffer.from(encoded, "base64")).update(signed).digest();
  return String(headers["webhook-signature"])
    .split(" ")
    .some((part) => {
      const [version, signature = ""] = part.split(",");
      const given = Buffer.from(signature, "base64");
      return version === "v1" && given.length === wanted.length && timingSafeEqual(given, wanted);
    });
}
