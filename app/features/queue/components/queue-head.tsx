import { caseWords } from "~/features/cases/cases";
import { paths } from "~/paths";
import { Time } from "~/ui/time";
import type { QueueScreen } from "../queue.server";

type Props = Pick<QueueScreen, "counts" | "kind">;

/** How much waits of each kind, what was decided today, and for how long the oldest has waited. */
export function QueueHead({ counts, kind }: Props) {
  return (
    <header className="queue-head">
      <h1>Queue</h1>
      <nav className="queue-tabs" aria-label="Kinds of cases">
        <a href={paths.queue()} aria-current={kind === null ? "page" : undefined}>
          All <span>{counts.all}</span>
        </a>
        {counts.byKind.map((one) => (
          <a
            key={one.kind}
            href={paths.queue({ kind: one.kind })}
            aria-current={one.kind === kind ? "page" : undefined}
          >
            {caseWords[one.kind].many} <span>{one.count}</span>
          </a>
        ))}
        <span className="queue-done">
          Decided today <span>{counts.decidedToday}</span>
        </span>
        <a href={paths.modLog()}>Moderation log</a>
      </nav>
      {counts.oldestAt && (
        <p className="queue-oldest">
          the oldest waits since <Time at={counts.oldestAt} />; a reminder goes out after 48 hours
        </p>
      )}
    </header>
  );
}
