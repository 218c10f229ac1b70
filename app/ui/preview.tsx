import { HtmlBody } from "./html-body";

/** Figures of the text that rest on nothing yet, each with buttons that send the form to bind it. */
export type PreviewFigures = {
  /** "8 figures, 5 without a source". */
  words: string;
  open: {
    text: string;
    line: number;
    question: string | null;
    /** `intent` is what the form is sent with to bind it; `link` is what the text says then. */
    offers: { intent: string; label: string; link: string }[];
  }[];
};

/** A text's html, warnings by line, and its figures. */
export type Previewed = {
  html: string;
  warnings: { line: number; message: string }[];
  figures?: PreviewFigures | null;
};

type Given = Pick<Previewed, "html"> & Partial<Previewed> & { heading?: "h2" | "h3"; className?: string };

/** A preview of a text, the response to a form without script. */
export function Preview({ html, warnings, figures, heading: Heading = "h2", className = "prose" }: Given) {
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
      {figures && <FigureOffers {...figures} />}
      <HtmlBody id="preview" className={className} html={html} />
    </section>
  );
}

function FigureOffers({ words, open }: PreviewFigures) {
  return (
    <details className="figure-list" open>
      <summary>{words}</summary>
      {/* The first button is what Enter in a field presses: it binds nothing. */}
      <button className="visually-hidden" tabIndex={-1} name="intent" value="preview" formNoValidate>
        Preview
      </button>
      <ul>
        {open.map(({ text, line, question, offers }) => (
          <li key={`${line} ${text} ${offers[0]?.intent}`}>
            <b>Line {line}</b> {text}
            {question && <p>{question}</p>}
            {offers.map(({ intent, label, link }) => (
              <button key={intent} className="button" name="intent" value={intent} title={link} formNoValidate>
                Bind: {label}
                <span className="visually-hidden">: {text}</span>
              </button>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
