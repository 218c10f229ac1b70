/** Runs inside a diagram's frame, which has no origin: draws what it is told and says how high that is. */
import mermaid from "mermaid";
import { type DrawOrder, diagramLimits, type FrameNote, type Look } from "./diagram-messages";

const family = '"Source Sans 3", Arial, sans-serif';
const holder = document.createElement("div");
holder.className = "drawing";

/** A wide diagram is made smaller, but not so small that it can't be read; what is wider then scrolls. */
const smallestScale = 0.8;

let current: { order: number } | null = null;

window.addEventListener("message", (event: MessageEvent<DrawOrder>) => {
  // Without an origin of its own this frame still knows its address: only the page that it belongs to gives orders.
  if (event.source !== window.parent || event.origin !== location.origin || event.data.kind !== "draw") return;
  void obey(event.data);
});

async function obey({ order, source, label, look }: DrawOrder) {
  try {
    await document.fonts.load(`16px ${family}`).catch(() => []);
    configure(look);
    const { svg } = await mermaid.render("diagram", source);
    put(svg, label, look);
    current = { order };
    report();
  } catch (error) {
    tell({ kind: "failed", order, why: reasonOf(error) });
  }
}

function configure(look: Look) {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    htmlLabels: false,
    suppressErrorRendering: true,
    maxTextSize: diagramLimits.sourceBytes,
    maxEdges: diagramLimits.edges,
    deterministicIds: true,
    // What a diagram may not change from within.
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

function put(svg: string, label: string, look: Look) {
  document.documentElement.style.colorScheme = look.isDark ? "dark" : "light";
  document.documentElement.style.background = look.page;
  holder.innerHTML = svg;
  // Nothing in a drawing leads anywhere: the links that Mermaid lets through lose their addresses.
  for (const link of holder.querySelectorAll("a")) {
    for (const name of ["href", "xlink:href", "target"]) link.removeAttribute(name);
  }
  const drawing = holder.querySelector("svg");
  drawing?.setAttribute("role", "img");
  drawing?.setAttribute("aria-label", label);
  const width = drawing?.viewBox.baseVal?.width ?? 0;
  if (drawing && width > 0) {
    drawing.style.maxWidth = `${width}px`;
    drawing.style.minWidth = `${Math.floor(width * smallestScale)}px`;
  }
  document.body.replaceChildren(holder);
}

function report() {
  if (!current) return;
  // Without a stop for the keyboard nobody could scroll it.
  if (holder.scrollWidth > holder.clientWidth) holder.tabIndex = 0;
  else holder.removeAttribute("tabindex");
  tell({ kind: "drawn", order: current.order, height: holder.getBoundingClientRect().height });
}

/** The first line of Mermaid's sentence; what follows draws arrows under the source. */
function reasonOf(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split("\n").map((line) => line.trim());
  const expectation = lines.find((line) => line.startsWith("Expecting"));
  return [lines[0], expectation].filter(Boolean).join(" ").slice(0, 300) || "it can't be read.";
}

function tell(note: FrameNote) {
  window.parent.postMessage(note, "*");
}

new ResizeObserver(report).observe(document.documentElement);
tell({ kind: "ready" });
