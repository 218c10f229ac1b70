import { HtmlBody } from "./html-body";

/** A text's html, and warnings by line. */
export type Previewed = { html: string; warnings: { line: number; message: string }[] };

type Given = Pick<Previewed, "html"> & Partial<Previewed> & { heading?: "h2" | "h3"; className?: string };

/** A preview of a text, the response to a form without script. */
export function Preview({ html, warnings, heading: Heading = "h2", className = "prose" }: Given) {
  return (
    <section className="preview" aria-label="Preview">
      <Heading>Preview</Heading>
      {warnings && warnings.length > 0 && (
        <div className="editor-warnings">
          <ul aria-label="To mend before posting">
            {warnings.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                <b>Line {line}</b> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <HtmlBody id="preview" className={className} html={html} />
    </section>
  );
}
