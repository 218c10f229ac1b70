import { invariantResponse } from "~/platform/responses.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { type Card, drawingVersion } from "./card";
import { drawCardAsPng, drawCardAsSvg } from "./draw-card.server";
import { drawingAsker, drawInTurn } from "./drawing-turns.server";
import { keepDrawn } from "./keep-drawn.server";

/** Answers with a thread's card in the address's format. Draws it only if the client doesn't have it. */
export function answerWithPicture(request: Request, card: Card, address: string): Promise<Response> {
  const isPng = new URL(request.url).pathname.endsWith(".png");
  const version = {
    tag: versionOf(String(drawingVersion), isPng ? "png" : "svg", JSON.stringify(card)),
    headers: { "Cache-Control": "public, no-cache", "Cross-Origin-Resource-Policy": "cross-origin" },
  };
  return answerOrUnchanged(request, version, async () => {
    const drawn = await keepDrawn(version.tag, () =>
      drawInTurn(drawingAsker(request, address), () =>
        isPng ? drawCardAsPng(card) : Promise.resolve(Buffer.from(drawCardAsSvg(card))),
      ),
    );
    invariantResponse(drawn, "Too many pictures are asked for just now. Try again in a few seconds.", {
      status: 503,
      headers: { "Retry-After": "5" },
    });
    const type = isPng ? "image/png" : "image/svg+xml; charset=utf-8";
    return new Response(new Uint8Array(drawn), { headers: { "Content-Type": type } });
  });
}
