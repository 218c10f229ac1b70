import type { FilterName, Option } from "~/features/chains/chains";
import { paths } from "~/paths";

type Filters = Partial<Record<FilterName, string>>;
type Props = {
  options: Record<FilterName, Option[]>;
  filters: Filters;
  sort: string | undefined;
  /** Orders to choose from, where there are no column heads for that. */
  orders?: { key: string; label: string }[];
};

const selects = [
  { name: "kind", label: "Kind" },
  { name: "stack", label: "Stack" },
  { name: "stage", label: "Stage" },
] as const;

/** Groups as words, the rest as a form: both end in the address. */
export function ChainFilters({ options, filters, sort, orders }: Props) {
  const order = sort ? { sort } : {};
  const { group, ...others } = filters;
  return (
    <div className="chain-filters">
      <nav className="sorts" aria-label="Groups">
        <a href={paths.chains({ ...others, ...order })} aria-current={group === undefined ? "page" : undefined}>
          All
        </a>
        {options.group.map(({ slug, name, count }) => (
          <a
            key={slug}
            href={paths.chains({ ...others, group: slug, ...order })}
            aria-current={group === slug ? "page" : undefined}
          >
            {name} <span className="count">{count}</span>
          </a>
        ))}
      </nav>
      <form className="chain-selects" action={paths.chains()}>
        {group && <input type="hidden" name="group" value={group} />}
        {selects.map(({ name, label }) => (
          <label key={name}>
            {label}
            <select className="filter-field" name={name} defaultValue={filters[name] ?? ""}>
              <option value="">any</option>
              {options[name].map((option) => (
                <option key={option.slug} value={option.slug}>
                  {`${option.name} (${option.count})`}
                </option>
              ))}
            </select>
          </label>
        ))}
        {orders ? (
          <label>
            Order
            <select className="filter-field" name="sort" defaultValue={sort ?? ""}>
              <option value="">by layer</option>
              {orders.map(({ key, label }) => (
                <option key={key} value={key}>
                  {`by ${label.toLowerCase()}`}
                </option>
              ))}
            </select>
          </label>
        ) : (
          sort && <input type="hidden" name="sort" value={sort} />
        )}
        <button className="button">Show</button>
      </form>
    </div>
  );
}
