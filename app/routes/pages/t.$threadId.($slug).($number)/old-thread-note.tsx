import { paths } from "~/paths";
import { formatDate } from "~/ui/time";

/** Before somebody answers in a thread that has been quiet for half a year. */
export function OldThreadNote({ lastPostAt }: { lastPostAt: string }) {
  return (
    <p className="old-thread-note">
      The last post here is of {formatDate(lastPostAt)}. You are welcome to go on. The people of that time may not read
      along any more, and numbers may have moved. For a question of its own,{" "}
      <a href={paths.newThread()}>start a thread</a> and link to this one.
    </p>
  );
}
