/** A reference in several styles, each with a button that copies it. */
export function CitationTexts({ texts }: { texts: Record<string, string> }) {
  return (
    <>
      {Object.entries(texts).map(([name, text]) => (
        <section key={name}>
          <h2>{name}</h2>
          <div className="code" data-copy={name}>
            <pre className="cite-text" tabIndex={0} role="group" aria-label={name}>
              {text}
            </pre>
          </div>
        </section>
      ))}
    </>
  );
}
