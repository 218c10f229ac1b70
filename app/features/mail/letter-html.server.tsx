import { renderToStaticMarkup } from "react-dom/server";
import { paperColour } from "~/styles/token-colour.server";
import { LetterPage } from "./components/letter-page";
import type { Letter } from "./letter";

const colours = (scheme: "light" | "dark") => ({
  page: paperColour("page", scheme),
  ink: paperColour("ink", scheme),
  ink2: paperColour("ink-2", scheme),
  line: paperColour("line", scheme),
  accent: paperColour("accent", scheme),
  onAccent: paperColour("on-accent", scheme),
});

type Colours = ReturnType<typeof colours>;

const colouring = ({ page, ink, ink2, line, accent, onAccent }: Colours) => `
body { background: ${page}; color: ${ink}; }
h1 { border-color: ${ink}; }
.action { background: ${accent}; color: ${onAccent}; }
.note, .foot { color: ${ink2}; }
.foot { border-color: ${line}; }`;

const css = () => `
body { margin: 0; padding: 24px 16px; font: 17px/26px Georgia, Times New Roman, serif; }
.letter { max-width: 552px; margin: 0 auto; }
.brand { margin: 0 0 24px; font-size: 18px; font-weight: bold; }
h1 { margin: 0 0 20px; padding-bottom: 16px; border-bottom: 1px solid; font-size: 26px; line-height: 32px; }
p { margin: 0 0 16px; white-space: pre-line; }
.action { display: inline-block; margin: 8px 0; padding: 10px 18px; border-radius: 2px; font: bold 15px/20px Arial, Helvetica, sans-serif; text-decoration: none; }
.note, .foot { font: 14px/20px Arial, Helvetica, sans-serif; }
.address { overflow-wrap: anywhere; word-break: break-all; }
.foot { margin-top: 28px; padding-top: 14px; border-top: 1px solid; font-size: 13px; }
${colouring(colours("light"))}
@media (prefers-color-scheme: dark) {${colouring(colours("dark"))} }
`;

/** A letter as an html document. */
export const letterHtml = (letter: Letter): string =>
  `<!doctype html>\n${renderToStaticMarkup(<LetterPage letter={letter} css={css()} />)}\n`;
