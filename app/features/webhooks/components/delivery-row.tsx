import { WayRow } from "~/features/members/components/way-rows";
import { counted } from "~/ui/count";
import { Time } from "~/ui/time";
import type { LoggedDelivery } from "../log.server";

const stateWords: Record<LoggedDelivery["state"], string> = {
  waiting: "waiting",
  delivered: "delivered",
  failed: "failed: it is not tried again",
  withdrawn: "not sent: it was not public any more",
};

/** A delivery with its attempts: a time and a status each, never what was said. */
export function DeliveryRow({ delivery, canSend }: { delivery: LoggedDelivery; canSend: boolean }) {
  const { id, type, messageId, at, state, dueAt, attempts } = delivery;
  const last = attempts.at(-1);
  return (
    <WayRow
      name={type}
      note={
        <>
          <Time at={at} /> · {stateWords[state]}
          {last && (
            <>
              {" "}
              · {last.said} after {last.milliseconds} ms
            </>
          )}
          {dueAt && (
            <>
              {" "}
              · next try <Time at={dueAt} />
            </>
          )}
          <details className="delivery-attempts">
            <summary>
              {counted(attempts.length, "attempt")}
              <span className="visually-hidden"> of {messageId}</span>
            </summary>
            <p>
              <code>{messageId}</code>
            </p>
            <ol>
              {attempts.map((attempt) => (
                <li key={attempt.at}>
                  <Time at={attempt.at} />: {attempt.said}, {attempt.milliseconds} ms
                </li>
              ))}
            </ol>
          </details>
        </>
      }
    >
      {canSend && (
        <button className="quiet" name="again" value={id}>
          Send again
          <span className="visually-hidden">
            {" "}
            {type} {messageId}
          </span>
        </button>
      )}
    </WayRow>
  );
}
