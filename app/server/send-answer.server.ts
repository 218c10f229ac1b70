/** Sends what Remix answers: its headers and cookies, what may keep it, and its bytes, compressed where it is a page. */
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { Readable } from "node:stream";
import { writeReadableStreamToWritable } from "@remix-run/node";
import { discard, hasBody, readsNoCookie } from "~/platform/request-guard.server";
import { contentSecurityPolicy } from "~/platform/security-headers.server";
import { bytesOf } from "~/platform/whole-page.server";
import { addVary, writeHeaders } from "./answer-headers.server";
import { type Asked, type Context, countAsked } from "./ask-behind-gate.server";
import { addressOf } from "./brought-request.server";
import { positionCookie } from "./choose-replica.server";
import { compressPage } from "./compress-page.server";
import { isPaced, sendPaced } from "./paced-download.server";
import { holdUntilSent } from "./unsent-answers.server";

/** Pages are rendered whole; other answers may be streams. */
export const isPage = ({ headers }: Response) => headers.get("Content-Type")?.startsWith("text/html") ?? false;

/** Resolves once all of it is with the connection. */
export async function sendAnswer(answered: Response, { request, body, context, leave }: Asked, response: Outgoing) {
  response.statusCode = answered.status;
  writeHeaders(response, answered.headers);
  if (hasBody(request.method) && answered.status < 400 && !readsNoCookie(addressOf(request))) {
    const written = await positionCookie();
    if (written !== null) context.cookies.push(written);
  }
  for (const cookie of context.cookies.splice(0)) response.appendHeader("Set-Cookie", cookie);
  await setCaching(response, answered, context);
  if (isPaced(answered)) {
    leave();
    await sendPaced(answered, response);
  } else holdUntilSent(response, { address: context.address, bytes: await handOver(answered, request, response) });
  if (body instanceof Readable) discard(request, body);
}

/** Writes all of an answer to the connection, which keeps what its reader has not taken; answers with its bytes. */
async function handOver(answered: Response, request: Incoming, response: Outgoing): Promise<number> {
  if (isPage(answered) || !answered.body) {
    const whole = await bytesOf(answered);
    // This one is counted, too: it has its place still.
    const haste = countAsked() > 1 ? "othersWait" : "nobodyWaits";
    // Turning away must cost next to nothing.
    const body = isPage(answered) && answered.status !== 503 ? compressPage(whole, request, response, haste) : whole;
    response.end(body);
    return body.length;
  }
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  await writeReadableStreamToWritable(answered.body.pipeThrough(counted), response);
  return bytes;
}

/** Members' responses are private. Visitors' pages are the same for everybody, but revalidated each time. */
async function setCaching(response: Outgoing, answered: Response, context: Context) {
  const viewer = (await context.sessionIfAsked())?.viewer;
  // A page for a frame, such as a mail's, comes with a policy of its own.
  if (viewer && isPage(answered) && !answered.headers.has("Content-Security-Policy"))
    response.setHeader("Content-Security-Policy", contentSecurityPolicy(context.url.pathname, context.nonce));
  if (viewer) response.setHeader("Cache-Control", "private, no-store");
  else if (!answered.headers.has("Cache-Control"))
    response.setHeader("Cache-Control", isPage(answered) && answered.status === 200 ? "public, no-cache" : "no-store");
  // A response that never read the viewer is the same for everybody.
  if (context.sessionIfAsked()) addVary(response, "Cookie");
}
