import { type RefObject, useEffect, useState } from "react";
import { type DiagramSize, diagramSizeLimits } from "~/ui/diagram-size";

/** What `app/browser/diagrams.ts` says when it has drawn a diagram. */
type Drawn = CustomEvent<{ key: string; size: DiagramSize }>;

/**
 * The sizes of the diagrams that the preview inside of this element has drawn, as the form sends them: "" until there is one.
 * While somebody writes a diagram its earlier forms are drawn, too. The server keeps those that the text has.
 */
export function useDiagramSizes(editor: RefObject<HTMLElement>): string {
  const [sent, setSent] = useState("");

  useEffect(() => {
    const element = editor.current;
    const sizes = new Map<string, DiagramSize>();
    const keep = (event: Event) => {
      const { key, size } = (event as Drawn).detail;
      sizes.delete(key);
      sizes.set(key, size);
      const [oldest] = sizes.keys();
      if (sizes.size > diagramSizeLimits.diagrams && oldest !== undefined) sizes.delete(oldest);
      setSent(JSON.stringify(Object.fromEntries(sizes)));
    };
    element?.addEventListener("diagram-drawn", keep);
    return () => element?.removeEventListener("diagram-drawn", keep);
  }, [editor]);

  return sent;
}
