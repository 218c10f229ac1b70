/** Answers that are made, and that their readers are slow to take: they hold memory, and no place behind the gate. */
import type { ServerResponse as Outgoing } from "node:http";

/** Of this process, whatever the number of readers. */
const mostBytes = 32 * 1024 * 1024;

type Unsent = { address: string; bytes: number };

/** The oldest first. */
const unsent = new Map<Outgoing, Unsent>();

/**
 * Counts an answer of so many bytes until its reader has it. Beyond the bound, connections of the address that holds most
 * are cut, the oldest first.
 */
export function holdUntilSent(response: Outgoing, { address, bytes }: Unsent) {
  if (response.closed || response.writableFinished || bytes === 0 || unsent.has(response)) return;
  unsent.set(response, { address, bytes });
  response.once("close", () => unsent.delete(response));
  while (unsentBytes() > mostBytes) {
    const greediest = addressWithMost();
    const oldest = [...unsent].find(([, { address }]) => address === greediest);
    if (!oldest) return;
    unsent.delete(oldest[0]);
    oldest[0].req.socket.destroy();
  }
}

/** Bytes of answers that their readers have not taken, for figures. */
export const unsentBytes = () => [...unsent.values()].reduce((sum, { bytes }) => sum + bytes, 0);

function addressWithMost(): string | undefined {
  const byAddress = new Map<string, number>();
  for (const { address, bytes } of unsent.values()) byAddress.set(address, (byAddress.get(address) ?? 0) + bytes);
  return [...byAddress].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}
