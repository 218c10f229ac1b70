import { renderAsync } from "@resvg/resvg-js";
import { fontOptions } from "./card-fonts.server";
import { type DrawingAsker, drawInTurn } from "./drawing-turns.server";
import { keepDrawn } from "./keep-drawn.server";
import { outlinedSvg } from "./outlined-svg.server";
import { writePng } from "./write-png.server";

type Given = { isPng: boolean; tag: string; status: number; caching: Record<string, string>; asker: DrawingAsker };

/** The answer with a drawing: as SVG with outlined text, or as PNG at double resolution; 503 when too many are asked for, 429 thrown for an address or a member who asked for too many. */
export async function drawnPicture(svg: string, { isPng, tag, status, caching, asker }: Given): Promise<Response> {
  const drawn = await keepDrawn(tag, () =>
    drawInTurn(asker, () => (isPng ? asPng(svg) : Promise.resolve(Buffer.from(outlinedSvg(svg))))),
  );
  if (!drawn)
    return new Response("Too many pictures are asked for just now. Try again in a few seconds.\n", {
      status: 503,
      headers: { "Retry-After": "5", "Content-Type": "text/plain; charset=utf-8" },
    });
  const type = isPng ? "image/png" : "image/svg+xml; charset=utf-8";
  return new Response(new Uint8Array(drawn), { status, headers: { ...caching, "Content-Type": type } });
}

async function asPng(svg: string): Promise<Buffer> {
  return writePng(await renderAsync(svg, { font: fontOptions(), fitTo: { mode: "zoom", value: 2 } }));
}
