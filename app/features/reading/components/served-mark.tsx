import { paths } from "~/paths";
import { readWithoutGap } from "./read-without-gap";

type Props = {
  thread: { id: number };
  /** The numbers of the posts that were served. */ numbers: number[];
  isTree: boolean;
  before: number;
};

/** For members without script: a picture that tells the server which posts were served. With script the post on screen counts. */
export function ServedMark({ thread, numbers, isTree, before }: Props) {
  const number = isTree ? readWithoutGap(new Set(numbers), before) : Math.max(0, ...numbers);
  if (number === 0) return null;
  return (
    <noscript>
      <img src={paths.readingPosition({ thread: thread.id, number, seen: numbers })} alt="" width="1" height="1" />
    </noscript>
  );
}
