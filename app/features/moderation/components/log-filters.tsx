import { paths } from "~/paths";
import type { LogFilter } from "../log-filter";
import { logGroups, theSite } from "../mod-action";

type Props = {
  filter: LogFilter;
  moderators: { id: number | null; name: string | null }[];
};

/** The form that narrows the log. */
export function LogFilters({ filter, moderators }: Props) {
  const isNarrowed = filter.group !== null || filter.by !== null || filter.thread !== null;
  return (
    <form className="claim-filters" action={paths.modLog()} aria-label="Filter">
      <label>
        <span>About</span>
        <select className="filter-field" name="about" defaultValue={filter.group ?? ""}>
          <option value="">everything</option>
          {Object.entries(logGroups).map(([group, words]) => (
            <option key={group} value={group}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>By</span>
        <select className="filter-field" name="by" defaultValue={filter.by?.toString() ?? ""}>
          <option value="">everybody</option>
          {moderators.map(({ id, name }) => (
            <option key={id} value={id ?? "site"}>
              {name ?? "the site, by its rules"}
            </option>
          ))}
        </select>
      </label>
      {filter.thread !== null && <input type="hidden" name="thread" value={filter.thread} />}
      <button className="button button-small">Show</button>
      {isNarrowed && <a href={paths.modLog()}>Show all</a>}
    </form>
  );
}

/** "about posts, by The site": what is left out of the log. */
export const filterInWords = ({ filter, moderators }: Props): string =>
  [
    filter.group && logGroups[filter.group].toLowerCase(),
    filter.by === "site" ? theSite.replaceAll(",", "") : moderators.find(({ id }) => id === filter.by)?.name,
    filter.thread !== null && `thread ${filter.thread}`,
  ]
    .filter(Boolean)
    .join(", ");
