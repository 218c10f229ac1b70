import type { Piece } from "../passages";

/** A text with the matching words marked. */
export function Marked({ pieces }: { pieces: Piece[] }) {
  return <>{pieces.map((piece, index) => (piece.isHit ? <mark key={index}>{piece.text}</mark> : piece.text))}</>;
}
