/** Sends the same bytes to everybody: as fast as Node alone can be. Told by its parent what to send; tells its port. */
import { createServer } from "node:http";

/** @type {{ body: Buffer, headers: Record<string, string> }} */
let answer = { body: Buffer.alloc(0), headers: {} };

process.on("message", (/** @type {{ body: string, headers: Record<string, string> }} */ told) => {
  answer = { body: Buffer.from(told.body, "base64"), headers: told.headers };
  process.send?.("ready");
});
process.on("disconnect", () => process.exit());

const server = createServer((_request, response) => {
  response.writeHead(200, answer.headers);
  response.end(answer.body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(address && typeof address === "object" ? address.port : 0);
});
