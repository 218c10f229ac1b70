import { createElement } from "react";

/** A route says by its `handle` that its pages have such ends. */
export type PageInParts = { inParts: true };

export const isInParts = (matches: readonly { handle?: unknown }[]) =>
  matches.some(({ handle }) => (handle as Partial<PageInParts> | undefined)?.inParts);

/**
 * Text without a character that html escapes, so that no build step adds a helper. Visitors, whose pages have no inline script,
 * have the same from `browser/part-end.ts`.
 */
const script =
  "{ let placed = -300; customElements.define(`part-end`, class extends HTMLElement { connectedCallback() {" +
  " if (document.readyState !== `loading`) return;" +
  " const { length } = document.getElementsByTagName(`*`);" +
  " if (Math.max(placed + 300, length) !== length) return;" +
  " placed = length; document.body.offsetHeight } }) }";

/** Says on a member's page what the end of a part means to a browser. Comes after the sheets, which it waits for. */
export function PartEndScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {script}
    </script>
  );
}

/**
 * The end of a part of a long page. At the first, and once 300 elements more have arrived, a browser works out styles and places of
 * what has come, and draws or takes input before it goes on; otherwise it does so for all of it, in one task that keeps a reader
 * waiting. Fewer elements would not do: after six such breaks Chromium reads the rest of a page in one go.
 */
export const PartEnd = () => createElement("part-end", { hidden: "" });
