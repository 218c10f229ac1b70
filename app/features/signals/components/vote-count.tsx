import { countInWords } from "~/ui/count";

/** A count that moves while the page is open. Nothing is shown of a count of none. */
export function VoteCount({ name, count }: { name: string; count: number }) {
  return (
    <b data-count={name} hidden={count === 0}>
      {count === 0 ? "" : countInWords(count)}
    </b>
  );
}
