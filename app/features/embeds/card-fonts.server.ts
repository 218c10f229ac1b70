/** The four font faces for pictures. resvg can't use woff2, so these are TrueType files. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type FontFile, readFont } from "./font-file.server";

const faces = {
  title: { family: "STIX Two Text", weight: 500, file: "stix-two-text/500Medium/STIXTwoText_500Medium.ttf" },
  brand: { family: "STIX Two Text", weight: 600, file: "stix-two-text/600SemiBold/STIXTwoText_600SemiBold.ttf" },
  plain: { family: "Source Sans 3", weight: 400, file: "source-sans-3/400Regular/SourceSans3_400Regular.ttf" },
  strong: { family: "Source Sans 3", weight: 600, file: "source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf" },
};

export type FaceName = keyof typeof faces;
type Named = { family: string; weight: number };
export type Face = FontFile & {
  /** The text in runs of one font family each. */
  stretches(text: string): (Named & { text: string })[];
};

const { resolve } = createRequire(import.meta.url);
const pathOf = (name: FaceName) => resolve(`@expo-google-fonts/${faces[name].file}`);

let read: Record<FaceName, Face> | undefined;

/** The faces with their widths, read once per process. */
export const cardFaces = () => (read ??= readFaces());

function readFaces(): Record<FaceName, Face> {
  const face = (name: FaceName) => ({ ...faces[name], ...readFont(readFileSync(pathOf(name))) });
  const plain = face("plain");
  const strong = face("strong");
  return {
    title: withSigns(face("title"), plain),
    brand: withSigns(face("brand"), strong),
    plain: withSigns(plain, plain),
    strong: withSigns(strong, strong),
  };
}

/** The serif lacks "≥" and "→". Take only these characters from the other face; resvg would replace the whole line. */
function withSigns(face: Named & FontFile, signs: Named & FontFile): Face {
  const faceOf = (character: string) => (face.covers(character.codePointAt(0)!) ? face : signs);
  return {
    covers: (codePoint) => face.covers(codePoint) || signs.covers(codePoint),
    widthOf: (text) => Array.from(text).reduce((width, character) => width + faceOf(character).widthOf(character), 0),
    stretches(text) {
      const stretches: (Named & { text: string })[] = [];
      for (const character of text) {
        const { family, weight } = faceOf(character);
        const last = stretches.at(-1);
        if (last?.family === family) last.text += character;
        else stretches.push({ family, weight, text: character });
      }
      return stretches;
    },
  };
}

/** Options for resvg: only these files, no installed fonts, so that pictures are the same everywhere. */
export const fontOptions = () => ({
  loadSystemFonts: false,
  fontFiles: (Object.keys(faces) as FaceName[]).map(pathOf),
  defaultFontFamily: faces.plain.family,
});
