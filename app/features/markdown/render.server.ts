import { cleanOutput } from "./characters";
import { readDocument, type MarkdownDocument } from "./document.server";
import { MarkdownTooLarge } from "./failures";
import { isTooLarge } from "./limits";
import type { Resolution } from "./parsed";
import type { RenderContext } from "./render-context";
import { sanitize } from "./sanitize.server";
import { syntax } from "./syntax.server";

export function render(source: string, resolution: Resolution, { prefix }: { prefix: string }) {
  return renderDocument(readDocument(source), { resolution, prefix });
}

export function renderDocument(document: MarkdownDocument, context: RenderContext) {
  const html = renderUnchecked(document, context);
  if (isTooLarge(html, document.source)) throw new MarkdownTooLarge("The text makes a page that is far too large");

  return sanitize(html);
}

/** The rules' own output, before the second wall; the sanitiser finds nothing to change in it. */
export function renderUnchecked({ tokens }: MarkdownDocument, context: RenderContext) {
  if (!/^[a-z][a-z0-9-]*$/.test(context.prefix)) throw new RangeError(`Not a prefix for ids: ${context.prefix}`);
  return cleanOutput(syntax.renderer.render(tokens, syntax.options, context));
}
