/** Runs in a diagram's frame, which has no origin: draws on request and reports the height. */
import type { Mermaid } from "mermaid";
import mermaidUrl from "virtual:mermaid-url";
import { lineInSource } from "./diagram-lines";
import { type DrawOrder, diagramLimits, type FrameNote, type Look } from "./diagram-messages";
import { scaleIn, smallestScale } from "~/ui/diagram-size";
import { shorten } from "~/ui/shorten";

const arrival = import(/* @vite-ignore */ mermaidUrl) as Promise<{ default: Mermaid }>;
const family = '"Source Sans 3", Arial, sans-serif';
const holder = document.createElement("div");
holder.className = "drawing";

let current: { order: number; natural: { width: number; height: number } } | null = null;

window.addEventListener("message", (event: MessageEvent<DrawOrder>) => {
  // This frame knows the page's origin from its own address, and accepts messages only from there.
  if (event.source !== window.parent || event.origin !== location.origin || event.data.kind !== "draw") return;
  void obey(event.data);
});

async function obey({ order, source, label, look }: DrawOrder) {
  tell({ kind: "begun", order });
  try {
    await document.fonts.load(`16px ${family}`, source).catch(() => []);
    const { default: mermaid } = await arrival;
    configure(mermaid, look);
    const { svg } = await mermaid.render("diagram", source);
    current = { order, natural: showDrawing(svg, label, look) };
    report();
  } catch (error) {
    tell({ kind: "failed", order, why: reasonOf(error, source) });
  }
}

function configure(mermaid: Mermaid, look: Look) {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    htmlLabels: false,
    suppressErrorRendering: true,
    maxTextSize: diagramLimits.sourceBytes,
    maxEdges: diagramLimits.edges,
    deterministicIds: true,
    // Settings that a diagram can't override.
    secure: [
      "secure",
      "securityLevel",
      "startOnLoad",
      "maxTextSize",
      "maxEdges",
      "suppressErrorRendering",
      "htmlLabels",
      "theme",
      "themeCSS",
      "themeVariables",
      "fontFamily",
      "altFontFamily",
      "darkMode",
      "dompurifyConfig",
      "deterministicIds",
    ],
    theme: "base",
    darkMode: look.isDark,
    fontFamily: family,
    fontSize: 15,
    themeVariables: {
      darkMode: look.isDark,
      fontFamily: family,
      fontSize: "15px",
      background: look.page,
      primaryColor: look.well,
      primaryTextColor: look.ink,
      primaryBorderColor: look["line-2"],
      secondaryColor: look.wash,
      secondaryTextColor: look.ink,
      secondaryBorderColor: look["line-2"],
      tertiaryColor: look.page,
      tertiaryTextColor: look.ink,
      tertiaryBorderColor: look["line-2"],
      lineColor: look["ink-3"],
      textColor: look.ink,
      noteBkgColor: look.wash,
      noteTextColor: look.ink,
      noteBorderColor: look["line-2"],
      edgeLabelBackground: look.page,
      actorLineColor: look["ink-3"],
      signalColor: look["ink-2"],
      signalTextColor: look.ink,
    },
  });
}

/** Returns the size that the drawing was made in. */
function showDrawing(svg: string, label: string, look: Look) {
  document.documentElement.dataset["look"] = look.isDark ? "dark" : "light";
  document.documentElement.style.colorScheme = look.isDark ? "dark" : "light";
  document.documentElement.style.background = look.page;
  holder.innerHTML = svg;
  // Removes the addresses of links in a drawing.
  for (const link of holder.querySelectorAll("a")) {
    for (const name of ["href", "xlink:href", "target"]) link.removeAttribute(name);
  }
  const drawing = holder.querySelector("svg");
  drawing?.setAttribute("role", "img");
  drawing?.setAttribute("aria-label", label);
  const { width = 0, height = 0 } = drawing?.viewBox.baseVal ?? {};
  if (drawing && width > 0) {
    drawing.style.maxWidth = `${width}px`;
    drawing.style.minWidth = `${Math.floor(width * smallestScale)}px`;
    // In a frame that is lower it is scaled down, and scrolls below the smallest scale.
    drawing.style.maxHeight = `max(100vh, ${height * smallestScale}px)`;
  }
  document.body.replaceChildren(holder);
  return { width, height };
}

function report() {
  if (!current) return;
  // Focusable, so that it can be scrolled by keyboard.
  if (holder.scrollWidth > holder.clientWidth || holder.scrollHeight > holder.clientHeight) holder.tabIndex = 0;
  else holder.removeAttribute("tabindex");
  const width = holder.offsetWidth;
  const { natural } = current;
  const scrollbar = holder.offsetHeight - holder.clientHeight;
  const height = natural.width > 0 ? natural.height * scaleIn(width, natural.width) + scrollbar : holder.scrollHeight;
  tell({ kind: "drawn", ...current, height, width });
}

/** Mermaid's error as a sentence: the line, without internal token names. */
function reasonOf(error: unknown, source: string) {
  if (!(error instanceof Error)) return "it can't be read.";
  if (error.name === "UnknownDiagramError") return "its first line names no kind of diagram that is known here.";
  const line = /(?:Parse|Lexical) error on line (\d+)/.exec(error.message)?.[1];
  const first = error.message.split("\n", 1)[0]!.trim();
  if (!line) return /[.!?]$/.test(first) ? first : `${first}.`;
  const { number, text: whole } = lineInSource(source, Number(line));
  const text = shorten(whole, 80);
  return `it can't be read from line ${number} on${text && `, “${text}”`}.`;
}

function tell(note: FrameNote) {
  window.parent.postMessage(note, "*");
}

new ResizeObserver(report).observe(document.documentElement);
// If Mermaid fails to load, the frame sends nothing and the page shows a message.
void arrival.then(() => tell({ kind: "ready" }));
