import { countDrawing, readSession } from "~/features/auth/auth.server";
import { invariantResponse } from "~/platform/responses.server";
import { Turns } from "~/platform/turns.server";

/** Two pictures at once are drawn: the threads that draw also check passwords. */
const drawingTurns = new Turns({ atOnce: 2, waiting: 40, perAsker: 10 });

/** Whoever asks for a picture. The cookie is read for the limit of its member alone: every reader gets the same picture. */
export type DrawingAsker = { address: string; cookie: string | null };

export const drawingAsker = (request: Request, address: string): DrawingAsker => ({
  address,
  cookie: request.headers.get("Cookie"),
});

/**
 * Draws in turn for whoever asks; null while too many wait. Throws the response 429 when the address or the member has
 * had too many drawn.
 */
export async function drawInTurn(
  { address, cookie }: DrawingAsker,
  draw: () => Promise<Buffer>,
): Promise<Buffer | null> {
  const { viewer } = await readSession(cookie);
  const wait = await countDrawing({ address, member: viewer });
  invariantResponse(wait === 0, "Too many pictures were asked for. Try again in a minute.", {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  return drawingTurns.take(draw, { name: address });
}
