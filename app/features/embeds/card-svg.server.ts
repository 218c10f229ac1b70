/** A card as SVG with text; `draw-card.server.ts` turns text into outlines and renders pixels. */
import { markPath } from "~/ui/icon";
import { xmlText } from "~/ui/xml";
import { paperColour } from "~/styles/token-colour.server";
import { type Card, cardSize } from "./card";
import { cardFaces, type FaceName } from "./card-fonts.server";
import { drawableText } from "./drawable-text";
import { setTitle, shorten } from "./wrap-title";

type Run = { text: string; face: FaceName; colour: string };

const margin = 80;
const column = cardSize.width - 2 * margin;
const tracking = -0.018;
const tagSizes = [28, 24];
const factSize = 28;

/** The card as SVG source, which needs the four font faces. */
export function cardSvg(card: Card): string {
  const ink = paperColour("ink");
  const brandAt = 96;
  const rule = cardSize.height - 108;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}" viewBox="0 0 ${cardSize.width} ${cardSize.height}">`,
    `<rect width="100%" height="100%" fill="${paperColour("page")}"/>`,
    `<path transform="translate(${margin} ${brandAt - 34}) scale(2)" fill="${ink}" d="${markPath}"/>`,
    line([{ text: "Counterproof", face: "brand", colour: ink }], { x: margin + 58, y: brandAt, size: 36 }),
    ...tagsAndTitle(card, { top: brandAt + 40, bottom: rule - 32 }),
    `<rect x="${margin}" y="${rule}" width="${column}" height="2" fill="${ink}"/>`,
    line(factRuns(card), { x: margin, y: rule + 58, size: factSize }),
    "</svg>",
  ].join("\n");
}

/** Tags above the title, centred together in the free space. */
function tagsAndTitle(card: Card, { top, bottom }: { top: number; bottom: number }): string[] {
  const { title: face } = cardFaces();
  const drawn = drawableText(card.title, face.covers);
  const { size, lines } = setTitle(drawn ?? card.fallback.title, column, (text) => trackedWidth(text, face.widthOf));
  const note = drawn === null ? card.fallback.note : "";
  const { runs: tags, size: tagSize } = tagLine(card);
  const lineHeight = size * 1.1;
  const height = (tags.length > 0 ? tagSize * 1.9 : 0) + lines.length * lineHeight + (note ? factSize * 1.7 : 0);
  let y = top + (bottom - top - height) / 2;
  const parts: string[] = [];
  if (tags.length > 0) {
    parts.push(line(tags, { x: margin, y: y + tagSize * 0.8, size: tagSize }));
    y += tagSize * 1.9;
  }
  for (const text of lines) {
    // Optical alignment: a large serif is inset slightly from its origin.
    const place = { x: margin - size * 0.04, y: y + size * 0.83, size, spacing: size * tracking };
    parts.push(line([{ text, face: "title", colour: paperColour("ink") }], place));
    y += lineHeight;
  }
  if (note) {
    const run: Run = { text: note, face: "plain", colour: paperColour("ink-2") };
    parts.push(line([run], { x: margin, y: y + factSize * 1.2, size: factSize }));
  }
  return parts;
}

const trackedWidth = (text: string, widthOf: (text: string) => number) =>
  widthOf(text) + Array.from(text).length * tracking;

/**
 * "Chains Base · Arbitrum  Topics fees", smaller if all tags then fit; else as many as fit and the number of the
 * others.
 */
function tagLine({ tags }: Card): { runs: Run[]; size: number } {
  const { covers, widthOf } = cardFaces().plain;
  const words = tags.flatMap(({ kind, names }, group) =>
    names.map((name, index) => ({
      lead: index > 0 ? " · " : `${group > 0 ? "    " : ""}${kind}  `,
      name: drawableText(name, covers) ?? "…",
    })),
  );
  const whole = words.reduce((sum, { lead, name }) => sum + widthOf(lead + name), 0);
  const size = tagSizes.find((tried) => whole * tried <= column) ?? tagSizes.at(-1)!;
  const room = column / size;
  const runs: Run[] = [];
  let used = 0;
  for (const [index, { lead, name }] of words.entries()) {
    const left = words.length - index;
    const more = left > 1 ? widthOf(`  +${left - 1}`) : 0;
    if (index > 0 && used + widthOf(lead + name) + more > room) {
      runs.push({ text: `  +${left}`, face: "plain", colour: paperColour("ink-3") });
      break;
    }
    const shown = shorten(name, room - used - more - widthOf(lead), widthOf);
    runs.push({ text: lead, face: "plain", colour: paperColour("ink-3") });
    runs.push({ text: shown, face: "plain", colour: paperColour("ink") });
    used += widthOf(lead + shown);
  }
  return { runs, size };
}

/** The line of facts; a long name is shortened, because the other facts are short. */
function factRuns({ facts }: Card): Run[] {
  const faces = cardFaces();
  const colour = paperColour("ink-2");
  const runs = facts.map(({ text, instead, isStrong }): Run => {
    const face = isStrong ? "strong" : "plain";
    const drawn = /\S/.test(text) && text.trim() === text ? drawableText(text, faces[face].covers) : text;
    return { text: drawn ?? instead ?? "", face, colour: isStrong ? paperColour("ink") : colour };
  });
  const widthOf = (run: Run) => faces[run.face].widthOf(run.text) * factSize;
  const total = runs.reduce((sum, run) => sum + widthOf(run), 0);
  if (total <= column) return runs;
  const longest = runs.reduce((most, run) => (widthOf(run) > widthOf(most) ? run : most));
  const room = (column - (total - widthOf(longest))) / factSize;
  return runs.map((run) =>
    run === longest ? { ...run, text: shorten(run.text, room, faces[run.face].widthOf) } : run,
  );
}

type Place = { x: number; y: number; size: number; spacing?: number };

function line(runs: Run[], { x, y, size, spacing = 0 }: Place): string {
  const faces = cardFaces();
  const stretches = runs.flatMap(({ text, face, colour }) =>
    faces[face].stretches(text).map((stretch) => ({ ...stretch, face, colour })),
  );
  // resvg uses one font per positioned chunk, so each run of a font gets its own position.
  const isMixed = stretches.length > runs.length;
  let at = x;
  const spans = stretches.map(({ text, family, weight, face, colour }) => {
    const place = isMixed ? ` x="${at.toFixed(2)}"` : "";
    at += faces[face].widthOf(text) * size + Array.from(text).length * spacing;
    return `<tspan${place} font-family="${family}" font-weight="${weight}" fill="${colour}">${xmlText(text)}</tspan>`;
  });
  return `<text x="${x}" y="${y}" font-size="${size}" letter-spacing="${spacing}" xml:space="preserve">${spans.join("")}</text>`;
}
