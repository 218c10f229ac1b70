import type { Failure } from "./failures";
import type { DiagramSizes } from "~/ui/diagram-size";
import type { Parsed, Resolution } from "./parsed";

/** The jobs of the worker thread that parses and renders texts, and its answers. */
export type MarkdownJob =
  | { kind: "parse"; source: string }
  | { kind: "render"; source: string; resolution: Resolution; prefix: string; diagrams?: DiagramSizes }
  // Comes before a text with code: what the first use of the grammars takes is not the text's fault.
  | { kind: "warm-highlighter" };

export type MarkdownAnswer = { parsed: Parsed } | { html: string } | { isWarm: true } | Failure;
