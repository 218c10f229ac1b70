import { Fragment } from "react";
import { isTroubled, type TallyPart } from "../claim";

/** "12 figures · 4 hold · 1 off by 1.8×". */
export function TallyLine({ count, parts }: { count: string; parts: TallyPart[] }) {
  return (
    <p className="ledger-line">
      <b>{count}</b>
      {parts.map(({ words, status }) => (
        <Fragment key={status}>
          {" · "}
          <span data-loud={isTroubled(status) || undefined}>{words}</span>
        </Fragment>
      ))}
    </p>
  );
}
