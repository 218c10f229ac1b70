/** Answers that need neither the framework nor the database: refusals, and what can't be worked on just now. */
import { type ServerResponse as Outgoing, STATUS_CODES } from "node:http";
import { type Denial, isApi, isDiscardable } from "~/platform/request-guard.server";
import { problemOf } from "~/platform/responses.server";
import { type Asked, isPlainForm, type Obstacle, wantsPage } from "./ask-behind-gate.server";
import { failurePage } from "./failure-page.server";

export const unavailable: Denial = {
  status: 503,
  message: "The forum can't answer just now. Try again in a few seconds.",
};
const noRoom: Denial = {
  status: 503,
  message:
    "The forum's disk is full, so nothing can be saved just now. Reading still works. Try again in a few minutes.",
};
const busy: Denial = {
  status: 503,
  message: "Too many ask at once, and this request found no place. Try again in a few seconds.",
};
const broken: Denial = {
  status: 500,
  message: "This was not saved. Try again; if it stays, tell a moderator the number below.",
};
const denialOf = (obstacle: Obstacle): Denial =>
  obstacle === "broken" ? broken : obstacle === "full" ? noRoom : obstacle === "overload" ? busy : unavailable;

export function deny(response: Outgoing, { status, message, allow }: Denial) {
  prepareDenial(response, status);
  if (allow !== undefined) response.setHeader("Allow", allow);
  const { originalUrl, url = "" } = response.req as typeof response.req & { originalUrl?: string };
  // Below a folder Express leaves its name out of `url`.
  if (!isApi(originalUrl ?? url)) return sendText(response, status, "text/plain", `${message}\n`);
  // A script of another site reads why, as it reads every answer of the API.
  response.setHeader("Access-Control-Allow-Origin", "*");
  sendText(
    response,
    status,
    "application/problem+json",
    JSON.stringify(problemOf(status, STATUS_CODES[status]!, message)),
  );
}

function sendText(response: Outgoing, status: number, type: string, text: string) {
  response.setHeader("Content-Type", `${type}; charset=utf-8`);
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.writeHead(status).end(text);
}

function prepareDenial(response: Outgoing, status: number) {
  // What is still to come is read and thrown away: a client that is sending can't read the answer, and a connection that
  // is closed while bytes arrive takes the answer with it.
  const { headers, complete } = response.req;
  const isBounded = headers["transfer-encoding"] === undefined && isDiscardable(headers);
  if (!complete && !isBounded) response.setHeader("Connection", "close");
  response.req.resume();
  if (status === 503 && !response.hasHeader("Retry-After")) response.setHeader("Retry-After", "5");
  response.setHeader("Cache-Control", "no-store");
}

/** Says that the request can't be answered just now. People get a page; a form without script is given back in it. */
export function denyForLater({ request, url, body, context }: Asked, response: Outgoing, obstacle: Obstacle) {
  const denial = denialOf(obstacle);
  if (obstacle === "full") response.setHeader("Retry-After", "60");
  if (!Buffer.isBuffer(body)) body.destroy();
  if (!wantsPage(request.headers) || context.wants === "data") return deny(response, denial);

  prepareDenial(response, denial.status);
  const fields = Buffer.isBuffer(body) && isPlainForm(request) ? [...new URLSearchParams(body.toString())] : [];
  const page = failurePage({
    status: denial.status,
    message: denial.message,
    requestId: context.requestId,
    action: url.pathname + url.search,
    fields: fields.map(([name, value]) => ({ name, value })),
  });
  sendText(response, denial.status, "text/html", page);
}
