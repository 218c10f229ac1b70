import type { Piece } from "../passages";

/** A text with what was looked for marked. */
export function Marked({ pieces }: { pieces: Piece[] }) {
  return <>{pieces.map((piece, index) => (piece.isHit ? <mark key={index}>{piece.text}</mark> : piece.text))}</>;
}
