import { type LowerBound, lowerBoundInWords, unitOf } from "~/features/series/series";
import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import { formatQuantity } from "~/ui/quantity";

/** What a group is known to have done at least, with the chains that are in the sum. It is never the group's own value. */
export function BoundOfGroup({ bound }: { bound: LowerBound }) {
  const unit = unitOf({ definition: bound.definition, token: null });
  return (
    <div className="series-bound">
      <p>
        <b>{lowerBoundInWords(bound)}</b> on {formatDate(bound.day)}. A sum of the chains that somebody recorded: a
        lower bound, not a value of {bound.groupName}.
      </p>
      <details className="fold">
        <summary>
          Chains in the sum <span>{bound.members.length}</span>
        </summary>
        <table className="data-table">
          <tbody>
            {bound.members.map(({ subject, name, value }) => (
              <tr key={subject}>
                <td>
                  <a href={paths.series({ subject, metric: bound.metric })}>{name}</a>
                </td>
                <td className="number">{formatQuantity(value, unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {bound.missing.length > 0 && (
          <p className="chart-note">Not recorded that day: {bound.missing.map(({ name }) => name).join(", ")}.</p>
        )}
      </details>
    </div>
  );
}
