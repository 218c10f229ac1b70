import { readdirSync } from "node:fs";
import { extname } from "node:path";
import type { RequestHandler } from "express";

/**
 * Leads a request for a file of the folder to the brotli that the build made of it (`vite.config.ts`), if the client takes
 * brotli. Stands before the handler that sends files.
 */
export function preferBrotli(folder: string): RequestHandler {
  const made = new Set(readdirSync(folder).filter((name) => name.endsWith(".br")));
  return (request, response, next) => {
    const name = `${request.path.slice(1)}.br`;
    if (!made.has(name)) return next();
    response.vary("Accept-Encoding");
    if (request.acceptsEncodings(["br", "identity"]) !== "br") return next();
    // The handler names no type where one is given, and nothing compresses what is encoded already.
    response.type(extname(request.path)).setHeader("Content-Encoding", "br");
    request.url = `/${name}`;
    next();
  };
}
