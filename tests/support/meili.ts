import { afterAll } from "vitest";
import { MeiliServer } from "./meili-server";

/** A server of this file's own, which it may kill; it ends with the file. */
export function ownMeili(): MeiliServer {
  const server = new MeiliServer();
  afterAll(() => server.remove());
  return server;
}
