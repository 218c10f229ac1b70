import type { RenderedImage } from "@resvg/resvg-js";
import { loadSharp } from "~/platform/load-sharp.server";

/** A drawing as PNG, without its alpha channel. */
export async function writePng({ pixels, width, height }: RenderedImage): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toBuffer();
}
