import type { Asker } from "~/platform/lanes.server";
import type { Member, Viewer } from "./viewer";

type Asking = { request: Request; viewer: Member } | { request: Request; viewer: Viewer; context: { address: string } };

/** A member who waits in a line, also when their request is aborted. */
export const askingMember = ({ id }: Pick<Member, "id">): Asker => ({ name: `member ${id}` });

/** Who waits in a line: the member, or a visitor by their address, until the request is aborted. */
export const askerOf = (asking: Asking): Asker => ({
  ...(asking.viewer ? askingMember(asking.viewer) : { name: "context" in asking ? asking.context.address : "" }),
  signal: asking.request.signal,
});
