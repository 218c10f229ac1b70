import type { Failure } from "./failures";
import type { Parsed, Resolution } from "./parsed";

/** What the thread is asked to do with a text, and its answers. */
export type MarkdownJob =
  { kind: "parse"; source: string } | { kind: "render"; source: string; resolution: Resolution; prefix: string };

export type MarkdownAnswer = { parsed: Parsed } | { html: string } | Failure;
