import { countAttempt, limits } from "~/features/auth/auth.server";
import { invariantResponse } from "~/platform/responses.server";
import { Turns } from "~/platform/turns.server";

/** Two pictures at once are drawn: the threads that draw also check passwords. */
const drawingTurns = new Turns({ atOnce: 2, waiting: 40, perAsker: 10 });

/**
 * Draws in turn for whoever asks from this address; null while too many wait. Throws the response 429 when the address
 * has had too many drawn.
 */
export async function drawInTurn(address: string, draw: () => Promise<Buffer>): Promise<Buffer | null> {
  const wait = await countAttempt(limits.drawingByAddress, address);
  invariantResponse(wait === 0, "Too many pictures were asked for from this address. Try again in a minute.", {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  return drawingTurns.take(draw, { name: address });
}
