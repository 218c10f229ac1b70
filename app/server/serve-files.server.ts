/** Built files: those with a hash in their name below /assets, and the others by their own addresses. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import express from "express";
import { headersOfDocuments, openToAll } from "~/platform/security-headers.server";
import { preferBrotli } from "./brotli-files.server";
import { deny } from "./denials.server";

/** Scripts, styles and fonts: the hundreds of bytes that only tell a browser what a document may do stay out. */
const isPartOfDocument = /\.(?:m?js|css|woff2)(?:\.br)?$/;

function setHeaders(response: express.Response, file: string) {
  response.set(openToAll);
  // A connection is kept without these words, too, and a thread's first visit asks for two dozen files. A process that stops
  // says "close".
  if (response.getHeader("Connection") !== "close") response.removeHeader("Connection");
  if (isPartOfDocument.test(file)) for (const name of headersOfDocuments) response.removeHeader(name);
}

/** Sends the files of the folder of the browser's build; what is none of them goes on. */
export function serveFiles(client: string): express.Router {
  const router = express.Router();
  const assets = join(client, "assets");
  router.use(
    "/assets",
    preferBrotli(assets),
    express.static(assets, {
      immutable: true,
      maxAge: "1y",
      index: false,
      redirect: false,
      // The name says which content it is: nobody asks whether it changed, or for a part of it.
      etag: false,
      lastModified: false,
      acceptRanges: false,
      setHeaders,
    }),
  );
  router.use("/assets", (_request, response) => deny(response, { status: 404, message: "There is no such file." }));
  // Each look into the folder would be a wait of every member's page.
  const files = new Set(
    readdirSync(client, { recursive: true, encoding: "utf8" }).map((name) => `/${name.replaceAll("\\", "/")}`),
  );
  const serveFile = express.static(client, { maxAge: "1h", index: false, redirect: false });
  router.use((request, response, next) => (files.has(request.path) ? serveFile(request, response, next) : next()));
  return router;
}
