/** What a worker says of itself on a port of its own: whether it runs its jobs, and its figures. */
import { createServer, type Server } from "node:http";
import express from "express";
import { env } from "~/platform/env.server";
import { StartError } from "~/platform/start-error";
import { serveMetrics } from "./metrics.server";
import { readiness } from "./readiness.server";

/** Listens where `WORKER_PORT` says; null where nobody set it. */
export async function serveWorkerHealth(): Promise<Server | null> {
  const { WORKER_PORT, HOST } = env();
  if (WORKER_PORT === undefined) return null;
  const app = express();
  app.disable("x-powered-by");
  app.get("/healthz", (_request, response) => void response.type("text/plain").send("alive\n"));
  app.get("/readyz", (_request, response, next) => {
    readiness()
      .then((faults) =>
        response
          .status(faults.length === 0 ? 200 : 503)
          .set("Cache-Control", "no-store")
          .type("text/plain")
          .send(faults.length === 0 ? "ready\n" : `${faults.join("\n")}\n`),
      )
      .catch(next);
  });
  app.get("/-/metrics", (request, response, next) => void serveMetrics(request, response).catch(next));
  app.use((_request, response) => void response.status(404).type("text/plain").send("There is nothing here.\n"));
  const server = createServer(app);
  const host = HOST ?? "127.0.0.1";
  await new Promise<void>((done, fail) => {
    server.once("error", (error) =>
      fail(new StartError(`The worker can't listen on ${host}:${WORKER_PORT}, as WORKER_PORT says: ${error.message}.`)),
    );
    server.listen(WORKER_PORT, host, done);
  });
  return server;
}
