/** Two opposed arrows: sources disagree. Without a label, the text beside it says so. */
export function DiffersGlyph({ label }: { label?: string }) {
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return (
    <svg className="differs-glyph" viewBox="0 0 12 12" width="12" height="12" focusable="false" {...named}>
      {label && <title>{label}</title>}
      <path d="M1 4h9.5M8 1.5 10.5 4M11 8H1.5M4 10.5 1.5 8" />
    </svg>
  );
}
