import { type ThreadPeriod, threadPeriods, type ThreadSort, threadSorts } from "../thread-list";

const sortNames: Record<ThreadSort, string> = { active: "Active", new: "New", top: "Top", hot: "Hot" };
const periodNames: Record<ThreadPeriod, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  year: "Year",
  all: "All time",
};

/** The sort part of a list's address; empty for the default. */
export const orderInAddress = (sort: ThreadSort, period: ThreadPeriod | null) => ({
  sort: sort === "active" ? undefined : sort,
  period: period === null || period === "week" ? undefined : period,
});

type Order = ReturnType<typeof orderInAddress>;
type Props = { sort: ThreadSort; period: ThreadPeriod | null; hrefOf: (order: Order) => string };

/** Links to a list's orders, and for "top" its periods. */
export function ListOrder({ sort, period, hrefOf }: Props) {
  return (
    <>
      <nav className="sorts" aria-label="Order">
        {threadSorts.map((name) => (
          <a key={name} href={hrefOf(orderInAddress(name, null))} aria-current={name === sort ? "page" : undefined}>
            {sortNames[name]}
          </a>
        ))}
      </nav>
      {period && (
        <nav className="periods" aria-label="Period">
          {threadPeriods.map((name) => (
            <a
              key={name}
              href={hrefOf(orderInAddress("top", name))}
              aria-current={name === period ? "page" : undefined}
            >
              {periodNames[name]}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}
