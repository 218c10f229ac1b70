import { paths } from "~/paths";
import { Time } from "~/ui/time";
import type { QueueScreen } from "../queue.server";

type Props = Pick<QueueScreen, "lines" | "next" | "kind"> & { currentId: number };

/** What waits, oldest first. */
export function WaitingList({ lines, next, kind, currentId }: Props) {
  const ofKind = kind ?? undefined;
  return (
    <nav className="queue-waiting" aria-labelledby="queue-waiting">
      <h2 id="queue-waiting">
        Waiting <span>oldest first</span>
      </h2>
      <ol>
        {lines.map((line) => (
          <li key={line.id}>
            <a
              href={paths.queue({ kind: ofKind, case: line.id })}
              aria-current={line.id === currentId ? "true" : undefined}
            >
              <span className="queue-line-kind">
                <b>{line.kind}</b> <Time at={line.openedAt} />
              </span>
              <span className="queue-line-title" dir="auto">
                {line.title}
              </span>
              {line.place && <span className="queue-line-place">{line.place}</span>}
            </a>
          </li>
        ))}
      </ol>
      {next !== null && (
        <p className="pager">
          <a rel="next" href={paths.queue({ kind: ofKind, case: currentId, after: next })}>
            Later cases
          </a>
        </p>
      )}
    </nav>
  );
}
