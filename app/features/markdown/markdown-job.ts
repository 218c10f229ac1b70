import type { Failure } from "./failures";
import type { Parsed, Resolution } from "./parsed";

/** The jobs of the worker thread that parses and renders texts, and its answers. */
export type MarkdownJob =
  { kind: "parse"; source: string } | { kind: "render"; source: string; resolution: Resolution; prefix: string };

export type MarkdownAnswer = { parsed: Parsed } | { html: string } | Failure;
