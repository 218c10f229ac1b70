import type { Letter } from "../letter";

/**
 * A letter as a page of 600 px: one sheet of styles, fonts that every reader has, and nothing that is loaded from
 * elsewhere. `css` holds no quotes and no `>`, which would be escaped.
 */
export function LetterPage({ letter, css }: { letter: Letter; css: string }) {
  const { subject, heading, paragraphs, action, notes = [], reason } = letter;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style>{css}</style>
      </head>
      <body>
        <div className="letter">
          <p className="brand">Counterproof</p>
          <h1>{heading}</h1>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {action && (
            <>
              <p>
                <a className="action" href={action.url}>
                  {action.words}
                </a>
              </p>
              <p className="note">
                Or copy this address: <span className="address">{action.url}</span>
              </p>
            </>
          )}
          {notes.map((note) => (
            <p key={note} className="note">
              {note}
            </p>
          ))}
          <p className="foot">{reason}</p>
        </div>
      </body>
    </html>
  );
}
