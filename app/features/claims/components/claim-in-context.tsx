import { paths } from "~/paths";
import { contextOf } from "../context";

type Props = { claim: { id: number; text: string; before: string; after: string } };

const most = 24;

/** A claim's words as a link, between the words around them. */
export function ClaimInContext({ claim }: Props) {
  const { before, after } = contextOf(claim, most);
  return (
    <>
      <span className="ledger-context">{before}</span>
      <a href={paths.claim(claim)}>{claim.text}</a>
      <span className="ledger-context">{after}</span>
    </>
  );
}
