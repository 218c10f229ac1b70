import { renderAsync, Resvg } from "@resvg/resvg-js";
import { xmlText } from "~/ui/xml";
import { type Card, cardSize } from "./card";
import { fontOptions } from "./card-fonts.server";
import { cardSvg } from "./card-svg.server";
import { writePng } from "./write-png.server";

/** The card as SVG with outlined text: it looks the same everywhere, whatever fonts exist. */
export function drawCardAsSvg(card: Card): string {
  const outlines = new Resvg(cardSvg(card), { font: fontOptions() }).toString();
  const drawing = outlines
    .replace(/^<svg[^>]*>/, "")
    // Two decimals are precise enough and save a third of the bytes.
    .replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
  const { width, height } = cardSize;
  const alt = xmlText(card.alt);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${alt}"><title>${alt}</title>${drawing}`;
}

/** The card as PNG, 1200 × 630, rendered outside the event loop. */
export async function drawCardAsPng(card: Card): Promise<Buffer> {
  return writePng(await renderAsync(cardSvg(card), { font: fontOptions() }));
}
