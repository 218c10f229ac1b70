type Step = { name: string; href?: string };

/** Where a page stands: the lists and things above it, each a link unless it has no page of its own. */
export function Trail({ steps }: { steps: Step[] }) {
  return (
    <nav className="trail" aria-label="Where this is">
      {steps.map(({ name, href }) => (
        <span key={name}>{href ? <a href={href}>{name}</a> : name}</span>
      ))}
    </nav>
  );
}
