import { MemberName } from "~/features/members/components/member-name";
import { paths } from "~/paths";
import { DataTable } from "~/ui/data-table";
import { formatMonth } from "~/ui/dates";
import type { countModActions } from "../mod-log.server";

type Props = Awaited<ReturnType<typeof countModActions>>;

/** How many entries each moderator has, by month and in all. */
export function LogCounts({ months, moderators, byMonth, all }: Props) {
  return (
    <DataTable
      label="Entries by month"
      columns={[
        "Moderator",
        ...months.map((month) => ({ number: formatMonth(`${month}-01T00:00:00Z`) })),
        { number: "All" },
      ]}
    >
      {moderators.map(({ id, handle, name, byMonth: own, all: allOwn }) => (
        <tr key={id}>
          <th scope="row">
            {handle === null || name === null ? "The site, by its rules" : <MemberName member={{ handle, name }} />}
          </th>
          {own.map((count, index) => (
            <td className="number" key={months[index]}>
              {count}
            </td>
          ))}
          <td className="number">
            <a href={paths.modLog({ by: id === null ? "site" : String(id) })}>{allOwn}</a>
          </td>
        </tr>
      ))}
      <tr>
        <th scope="row">Together</th>
        {byMonth.map((count, index) => (
          <td className="number" key={months[index]}>
            {count}
          </td>
        ))}
        <td className="number">
          <b>{all}</b>
        </td>
      </tr>
    </DataTable>
  );
}
