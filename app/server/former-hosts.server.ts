/** Requests for hosts of forums that were taken over: led to where their content is now. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { findOldAddress } from "~/features/imports/imports.server";
import { workFor } from "~/platform/current-request.server";
import { databaseFault } from "~/platform/database-faults";
import { env } from "~/platform/env.server";
import { deny, unavailable } from "./denials.server";

const notHere = { status: 404, message: "This page was not taken over." };

/** Answers requests whose host is one of `FORMER_HOSTS`; others go on. */
export function leadFromFormerHosts(request: Incoming, response: Outgoing, next: (error?: unknown) => void) {
  const host = (request.headers.host ?? "").toLowerCase();
  if (!env().formerHosts.includes(host)) return next();
  if (request.method !== "GET" && request.method !== "HEAD")
    return deny(response, { status: 405, message: "This address is only read.", allow: "GET, HEAD" });
  lead(host, request.url ?? "", response).catch((error: unknown) =>
    databaseFault(error) ? deny(response, unavailable) : next(error),
  );
}

async function lead(host: string, path: string, response: Outgoing) {
  const found = await workFor({ id: randomUUID() }, () => findOldAddress(host, path));
  if (found === null) return deny(response, notHere);
  // Whoever asks again tomorrow hears of a thread that was renamed or moved meanwhile.
  response.setHeader("Cache-Control", "public, max-age=86400");
  response.writeHead(301, { Location: env().publicOrigin + found, "Content-Length": 0 }).end();
}
