import { Resvg } from "@resvg/resvg-js";
import { fontOptions } from "./card-fonts.server";

/** An SVG with outlined text: it looks the same everywhere, whatever fonts exist. Title and description stay text. */
export function outlinedSvg(svg: string): string {
  const outlines = new Resvg(svg, { font: fontOptions() }).toString();
  const [, width = "", height = ""] = /^<svg[^>]*? width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const words = /<desc>([^<]*)<\/desc>/.exec(svg)?.[1] ?? "";
  const title = /<title>([^<]*)<\/title>/.exec(svg)?.[1] ?? "";
  const drawing = outlines
    .replace(/^<svg[^>]*>/, "")
    // Two decimals are precise enough and save a third of the bytes.
    .replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}"><title>${title}</title><desc>${words}</desc>${drawing}`;
}
