import { Fragment } from "react";
import { paths } from "~/paths";
import { layerNames } from "../chain";
import { writeDate } from "../fact-field";
import { groupByLayer, type ListedChain, type ChainSort } from "../chain-list";
import { DiffersGlyph } from "./differs-glyph";

const columns = [
  { key: "name", label: "Chain" },
  { key: "kind", label: "Kind" },
  { key: "stack", label: "Stack" },
  { key: "proof", label: "Proofs" },
  { key: "stage", label: "Stage" },
  { key: "da", label: "Data" },
  { key: "launched", label: "Launched" },
] as const satisfies { key: ChainSort; label: string }[];

type Order = { sort: ChainSort | null; isDescending: boolean; hrefOf: (sort: string | undefined) => string };
type Props = { rows: ListedChain[]; caption: string; order?: Order };

/** Chains with what the registry goes by, under their layer or in the order asked for. */
export function ChainsTable({ rows, caption, order }: Props) {
  return (
    <table className="chains cards-below-wide">
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
            <tr className="chains-layer">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                {layerNames[group.layer].many} <span>{group.rows.length}</span>
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <ChainLine key={row.slug} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Head({ column, label, order }: { column: ChainSort; label: string; order: Order | undefined }) {
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

function ChainLine({ row }: { row: ListedChain }) {
  const { facts, differs } = row;
  const cell = (key: Exclude<ChainSort, "name">) => (
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
      <th scope="row" className="chain-name">
        <a href={paths.chain(row)}>{row.shortName}</a>
        {facts.status && facts.status !== "Active" && <span className="chain-status">{facts.status}</span>}
      </th>
      <td className="chain-kind">{cell("kind")}</td>
      <td className="chain-stack">{cell("stack")}</td>
      <td className="chain-proof">{cell("proof")}</td>
      <td className="chain-stage">{cell("stage")}</td>
      <td className="chain-data">{cell("da")}</td>
      <td className="chain-launched">{cell("launched")}</td>
      <td className="chain-groups">
        {row.groups.map((group, index) => (
          <Fragment key={group.slug}>
            {index > 0 && ", "}
            <a href={paths.chain(group)}>{group.name}</a>
          </Fragment>
        ))}
      </td>
    </tr>
  );
}
