import type { Agreement } from "../agreement";

/** How readers rate evidence. Below the least number of readers of two sides it says so and gives no number. */
export function AgreementLine({ agreement }: { agreement: Agreement }) {
  if (agreement.kind === "too-few") return <p className="line-note">Not enough raters from more than one side.</p>;
  const sides = agreement.sides.map(({ readers, agreeing }) => `${agreeing} of ${readers}`).join(" on one side, ");
  return (
    <p className="line-note">
      {agreement.kind === "agreed"
        ? "Readers with different declared interests agree with it: "
        : "Readers with different declared interests don’t agree on it: "}
      {sides} on {agreement.sides.length === 2 ? "the other" : "another"}.
    </p>
  );
}
