import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";

type Props = { thread: Thread; shown: string; origin: string };

/** On paper alone: which posts of the thread these are, and where all of them are. */
export function PaperNote({ thread, shown, origin }: Props) {
  return (
    <span className="print-address">{`${shown} of ${thread.lastNumber}. The whole thread as one document: ${origin}${paths.printThreadById(thread.id)}`}</span>
  );
}
