/** The size in which a diagram is drawn, as its author's browser measured it. */

/** Width and height in pixels. */
export type DiagramSize = readonly [width: number, height: number];
export type DiagramSizes = Record<string, DiagramSize>;

export const diagramSizeLimits = { width: 10_000, height: { min: 80, max: 1_200 }, diagrams: 20 };

/** A wide diagram is scaled down to a readable minimum; beyond that it scrolls. */
export const smallestScale = 0.55;

/** How much of its own size a drawing has in a frame of this width. */
export const scaleIn = (frameWidth: number, drawingWidth: number) =>
  drawingWidth > 0 ? Math.min(1, Math.max(smallestScale, frameWidth / drawingWidth)) : 1;

/** What a diagram is known by: a hash of its source, 53 bits (cyrb53). The hashes that browsers have answer later, and this must be known at once. */
export function diagramKey(source: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (const character of source.trim()) {
    const code = character.codePointAt(0)!;
    one = Math.imul(one ^ code, 2_654_435_761);
    two = Math.imul(two ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & two) + (one >>> 0)).toString(36);
}

/** A measured size within the limits; null where it is none. */
export function boundedSize(width: number, height: number): DiagramSize | null {
  const { min, max } = diagramSizeLimits.height;
  const wide = Math.ceil(width);
  if (!(wide >= 1 && wide <= diagramSizeLimits.width) || !Number.isFinite(height)) return null;
  return [wide, Math.min(max, Math.max(min, Math.ceil(height)))];
}
