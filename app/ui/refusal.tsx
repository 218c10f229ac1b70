/** Why a small form was refused, beside it. */
export const Refusal = ({ words }: { words: string | null | undefined }) =>
  words ? (
    <span className="form-refusal" role="alert">
      {words}
    </span>
  ) : null;
