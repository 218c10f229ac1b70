/** Pictures that are arriving. Each may take minutes and holds a place meanwhile, so that one address gets a share of them. */
import type { ServerResponse as Outgoing } from "node:http";

/** A browser sends its pictures one after the other; several may share an address. */
const mostOfAnAddress = 6;

const underWay = new Map<string, number>();

/** Counts an upload until it is answered; false when its address has its share under way already. */
export function beginUpload(address: string, response: Outgoing): boolean {
  const own = underWay.get(address) ?? 0;
  if (own >= mostOfAnAddress) return false;
  underWay.set(address, own + 1);
  response.once("close", () => {
    const left = (underWay.get(address) ?? 1) - 1;
    if (left > 0) underWay.set(address, left);
    else underWay.delete(address);
  });
  return true;
}
