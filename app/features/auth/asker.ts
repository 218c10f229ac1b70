import type { Asker } from "~/platform/lanes.server";
import type { Member, Viewer } from "./viewer";

type Asking = { request: Request; viewer: Member } | { request: Request; viewer: Viewer; context: { address: string } };

/** Who waits in a line: the member, or a visitor by their address, until the request is aborted. */
export const askerOf = (asking: Asking): Asker => ({
  name: asking.viewer ? `member ${asking.viewer.id}` : "context" in asking ? asking.context.address : "",
  signal: asking.request.signal,
});
