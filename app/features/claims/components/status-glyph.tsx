import { glyphs } from "../glyph";
import type { Status } from "../status";

/** A status's sign. The word stands beside it. */
export function StatusGlyph({ status }: { status: Status }) {
  const { filled, drawn } = glyphs[status];
  return (
    <svg className="glyph" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {filled && <path d={filled} />}
      {drawn && <path className="glyph-line" d={drawn} />}
    </svg>
  );
}
