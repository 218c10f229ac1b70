import { Fragment } from "react";
import { paths } from "~/paths";
import { layerNames } from "../chain";
import { writeDate } from "../fact-field";
import { groupByLayer, type NetworkRow, type NetworkSort } from "../network-list";
import { DiffersGlyph } from "./differs-glyph";

const columns = [
  { key: "name", label: "Network" },
  { key: "kind", label: "Kind" },
  { key: "stack", label: "Stack" },
  { key: "proof", label: "Proofs" },
  { key: "stage", label: "Stage" },
  { key: "da", label: "Data" },
  { key: "launched", label: "Launched" },
] as const satisfies { key: NetworkSort; label: string }[];

type Order = { sort: NetworkSort | null; isDescending: boolean; hrefOf: (sort: string | undefined) => string };
type Props = { rows: NetworkRow[]; caption: string; order?: Order };

/** Networks with what the registry goes by, under their layer or in the order asked for. */
export function NetworksTable({ rows, caption, order }: Props) {
  return (
    <table className="networks cards-below-wide">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, label }) => (
            <Head key={key} column={key} label={label} order={order} />
          ))}
          <th scope="col">Groups</th>
        </tr>
      </thead>
      {groupByLayer(rows, order?.sort ?? null).map((group) => (
        <tbody key={group.layer ?? "all"}>
          {group.layer && (
            <tr className="networks-layer">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                {layerNames[group.layer].many} <span>{group.rows.length}</span>
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <NetworkLine key={row.slug} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Head({ column, label, order }: { column: NetworkSort; label: string; order: Order | undefined }) {
  if (!order) return <th scope="col">{label}</th>;
  const isCurrent = order.sort === column;
  const direction = order.isDescending ? "descending" : "ascending";
  // Ascending, descending, then back to the order by layer.
  const next = !isCurrent ? column : order.isDescending ? undefined : `-${column}`;
  return (
    <th scope="col" aria-sort={isCurrent ? direction : undefined}>
      <a href={order.hrefOf(next)}>
        {label}
        {isCurrent && (
          <svg className="sort-arrow" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false">
            <path d={order.isDescending ? "M6 2v8M2.5 6.5 6 10l3.5-3.5" : "M6 10V2M2.5 5.5 6 2l3.5 3.5"} />
          </svg>
        )}
      </a>
    </th>
  );
}

function NetworkLine({ row }: { row: NetworkRow }) {
  const { facts, differs } = row;
  const cell = (key: Exclude<NetworkSort, "name">) => (
    <>
      {key === "launched" && facts.launched ? writeDate(facts.launched) : (facts[key] ?? "–")}
      {differs.includes(key) && (
        <>
          {"\u00a0"}
          <DiffersGlyph label="Sources differ" />
        </>
      )}
    </>
  );
  return (
    <tr>
      <th scope="row" className="network-name">
        <a href={paths.network(row)}>{row.shortName}</a>
        {facts.status && facts.status !== "Active" && <span className="network-status">{facts.status}</span>}
      </th>
      <td className="network-kind">{cell("kind")}</td>
      <td className="network-stack">{cell("stack")}</td>
      <td className="network-proof">{cell("proof")}</td>
      <td className="network-stage">{cell("stage")}</td>
      <td className="network-data">{cell("da")}</td>
      <td className="network-launched">{cell("launched")}</td>
      <td className="network-groups">
        {row.groups.map((group, index) => (
          <Fragment key={group.slug}>
            {index > 0 && ", "}
            <a href={paths.network(group)}>{group.name}</a>
          </Fragment>
        ))}
      </td>
    </tr>
  );
}
