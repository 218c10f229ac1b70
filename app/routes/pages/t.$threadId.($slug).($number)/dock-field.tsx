/** What opens the folded form: it looks like the field that it opens. */
export function DockField({ isBegun, onOpen }: { isBegun: boolean; onOpen(): void }) {
  return (
    <button type="button" className="dock-field" onClick={onOpen}>
      {isBegun ? "Continue your draft …" : "Write a reply …"}
    </button>
  );
}
