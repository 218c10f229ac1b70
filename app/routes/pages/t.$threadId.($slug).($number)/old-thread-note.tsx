import { paths } from "~/paths";
import { formatDate } from "~/ui/time";

/** Before somebody answers in a thread that has been quiet for half a year. */
export function OldThreadNote({ lastPostAt }: { lastPostAt: string }) {
  return (
    <p className="old-thread-note">
      The last post here is of {formatDate(lastPostAt)}. You are welcome to go on; not everybody of that time reads
      along any more. For a question of its own, <a href={paths.newThread()}>start a thread</a> that links here.
    </p>
  );
}
