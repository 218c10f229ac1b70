import { type RefObject, useEffect, useRef } from "react";
import { HtmlBody } from "~/ui/html-body";
import type { LivePreview } from "./use-live-preview";

type Props = { preview: LivePreview; field: RefObject<HTMLTextAreaElement> };

/** The text as it will be published. Scrolls along with the field. */
export function PreviewPane({ preview, field }: Props) {
  const pane = useRef<HTMLElement>(null);

  // After each drawing, too: the pane has another height then.
  useEffect(() => follow(field.current, pane.current));
  useEffect(() => {
    const element = field.current;
    const scrolled = () => follow(element, pane.current);
    element?.addEventListener("scroll", scrolled, { passive: true });
    return () => element?.removeEventListener("scroll", scrolled);
  }, [field]);

  return (
    <section className="editor-preview" ref={pane} aria-label="Live preview" tabIndex={-1}>
      <div className="editor-preview-head">
        <h2>Preview</h2> {preview.words || (preview.isBehind ? "…" : "as it will be published")}
      </div>
      {preview.html === "" ? (
        <p className="editor-preview-empty">
          {preview.words ? "" : preview.isBehind ? "The preview is being made …" : "What you write appears here."}
        </p>
      ) : (
        <HtmlBody id="live-preview" className="prose" html={preview.html} />
      )}
    </section>
  );
}

/** Scrolls the pane as far as the field is scrolled, as a share of both. */
function follow(field: HTMLTextAreaElement | null, pane: HTMLElement | null) {
  const range = field ? field.scrollHeight - field.clientHeight : 0;
  if (field && pane && range > 0)
    pane.scrollTo({ top: (field.scrollTop / range) * (pane.scrollHeight - pane.clientHeight) });
}
