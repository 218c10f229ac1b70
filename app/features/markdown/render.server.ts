import { cleanOutput } from "./characters";
import { numberSources } from "./number-sources";
import { readDocument, type MarkdownDocument } from "./document.server";
import { MarkdownTooLarge } from "./failures";
import { isTooLarge } from "./limits";
import type { Parsed, Resolution } from "./parsed";
import type { RenderContext } from "./render-context";
import { sanitize } from "./sanitize.server";
import { syntax } from "./syntax.server";

/** @internal The rules without a thread, for their tests. */
export function render(source: string, resolution: Resolution, how: Omit<Given, "resolution">) {
  return renderDocument(readDocument(source), { resolution, ...how });
}

type Given = Pick<RenderContext, "resolution" | "prefix" | "diagrams">;

export function renderDocument(document: MarkdownDocument, context: Given) {
  const html = renderUnchecked(document, context);
  if (isTooLarge(html, document.source)) throw new MarkdownTooLarge("The text makes a page that is far too large");

  return sanitize(html);
}

/** The rules' output before sanitizing. The sanitizer has nothing to change in it. */
export function renderUnchecked({ tokens, parsed }: MarkdownDocument, given: Given) {
  const context: RenderContext = { ...given, numbers: numbersOf(parsed, given.resolution) };
  if (!/^[a-z][a-z0-9-]*$/.test(context.prefix)) throw new RangeError(`Not a prefix for ids: ${context.prefix}`);
  return cleanOutput(syntax.renderer.render(tokens, syntax.options, context));
}

function numbersOf({ references: { citations } }: Parsed, { citations: resolved }: Resolution) {
  if (!resolved) return [];
  const uses = citations.marks.map((mark) => ({ ...mark, source: resolved.sources[mark.target] ?? null }));
  const numbers = numberSources(uses);
  return uses.map(({ source, isQuoted }) =>
    source === null || isQuoted ? undefined : numbers.get(source)?.toString(),
  );
}
