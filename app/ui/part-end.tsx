import { createElement } from "react";

/**
 * Text without a character that html escapes, so that no build step adds a helper. Visitors, whose pages have no inline script,
 * have the same from `browser/part-end.ts`.
 */
const script =
  "let placed; customElements.define(`part-end`, class extends HTMLElement { connectedCallback() {" +
  " const part = Math.floor(document.getElementsByTagName(`*`).length / 300);" +
  " if (part === placed || document.readyState !== `loading`) return;" +
  " placed = part; document.body.offsetHeight } })";

/** Says what the end of a part means to a browser. Comes in the head, after the sheets, which a script waits for. */
export function PartEndScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {script}
    </script>
  );
}

/**
 * The end of a part of a long page. Once some 300 elements more have arrived, a browser works out their styles and places here, and
 * draws or takes input before it goes on; otherwise it does so for all that has come, in one task that keeps a reader waiting.
 * Fewer elements would not do: after six such breaks Chromium reads the rest of a page in one go.
 */
export const PartEnd = () => createElement("part-end", { hidden: "" });
