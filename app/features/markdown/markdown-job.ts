import type { Failure } from "./failures";
import type { Parsed, Resolution } from "./parsed";

/** Requests to the worker thread and its answers. */
export type MarkdownJob =
  { kind: "parse"; source: string } | { kind: "render"; source: string; resolution: Resolution; prefix: string };

export type MarkdownAnswer = { parsed: Parsed } | { html: string } | Failure;
