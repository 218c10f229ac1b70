/** The room that a page keeps for a diagram whose size is known. */
import { type DiagramSize, smallestScale } from "./diagram-size";
import { html, type Html } from "./html";

/**
 * As high as the drawing will be, without a style of its own: one box shrinks with the column, the other stays at the smallest
 * scale, and the higher of them counts. The sheet shows it where there is script.
 */
export function diagramRoom([width, height]: DiagramSize): Html {
  const own = html`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"></svg>`;
  const [narrowest, lowest] = [Math.floor(width * smallestScale), Math.ceil(height * smallestScale)];
  const smallest = html`<svg width="${narrowest}" height="${lowest}"></svg>`;
  return html`<div class="diagram-room" hidden="" aria-hidden="true">${own}${smallest}</div>`;
}
