import frameScript from "virtual:diagram-frame-url";
import commonSigns from "~/styles/fonts/sans-common.woff2?url";
import otherSigns from "~/styles/fonts/sans-rest.woff2?url";
import { env } from "~/platform/env.server";
import fonts from "~/styles/fonts.css?raw";

/**
 * The inside of a diagram's frame: a page without origin, even when it is opened by itself. Mermaid writes styles, so they
 * are allowed here and nowhere else; scripts and the font come from our own files, and nothing else is loaded at all.
 */
export function loader() {
  const files = env()
    .goodOrigins.map((origin) => `${origin}/assets/`)
    .join(" ");
  const policy = [
    "default-src 'none'",
    `script-src ${files}`,
    "style-src 'unsafe-inline'",
    `font-src ${files}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-scripts",
  ];
  return new Response(page, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy.join("; "),
      "X-Frame-Options": "SAMEORIGIN",
      "Cache-Control": "public, no-cache",
    },
  });
}

/** A face of the forum's own, for the letters that `fonts.css` gives this file. */
function face(address: string, file: string) {
  const range = new RegExp(`/${file}\\.woff2[^}]*unicode-range:\\s*([^;]+);`).exec(fonts)![1]!;
  return `@font-face { font-family: "Source Sans 3"; font-weight: 400 700; src: url("${address}") format("woff2"); unicode-range: ${range}; }`;
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Diagram</title>
<style>
${face(otherSigns, "sans-rest")}
${face(commonSigns, "sans-common")}
body { margin: 0; overflow: hidden; font: 15px/20px "Source Sans 3", Arial, sans-serif; }
.drawing { height: 100vh; overflow: auto; scrollbar-width: thin; }
.drawing svg { display: block; width: 100%; height: auto; margin: 0 auto; }
@property --fade-start { syntax: "<length>"; inherits: false; initial-value: 0px; }
@property --fade-end { syntax: "<length>"; inherits: false; initial-value: 0px; }
@supports (animation-timeline: scroll()) {
  .drawing { mask-image: linear-gradient(to right, transparent, black var(--fade-start), black calc(100% - var(--fade-end)), transparent); animation: fade-edges linear both; animation-timeline: scroll(self inline); }
}
@keyframes fade-edges { from { --fade-end: 2rem; } 10%, 90% { --fade-start: 2rem; --fade-end: 2rem; } to { --fade-start: 2rem; } }
@media print {
  html, body, .drawing { height: 100%; overflow: visible; background: white !important; mask-image: none; }
  .drawing svg { min-width: 0 !important; max-height: none !important; height: 100%; }
  [data-look="dark"] svg { filter: invert(1) hue-rotate(180deg); }
}
</style>
<script type="module" src="${frameScript}"></script>
</head>
<body><p>Diagrams of posts are drawn here.</p></body>
</html>
`;
