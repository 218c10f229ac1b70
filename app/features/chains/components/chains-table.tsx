import { Fragment } from "react";
import { paths } from "~/paths";
import { layerNames } from "../chain";
import { writeDate } from "../fact-field";
import { chainColumns, factColumns, type ChainSort, groupByLayer, type ListedChain } from "../chain-list";
import { DiffersGlyph } from "./differs-glyph";

type Order = { sort: ChainSort | null; isDescending: boolean; hrefOf: (sort: string | undefined) => string };
/** A chain's newest TPS, "22.3", and of when it is, "recorded 2 Jun 2026". */
type Figure = { text: string; note: string };
type Props = { rows: ListedChain[]; caption: string; order?: Order; tps?: Record<string, Figure> };

/** Chains with what the registry goes by, under their layer or in the order asked for. */
export function ChainsTable({ rows, caption, order, tps }: Props) {
  return (
    <table className="chains cards-below-wide">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {chainColumns.map(({ key, label }) => (
            <Head key={key} column={key} label={label} order={order} />
          ))}
          <th scope="col">Groups</th>
          <th scope="col" className="chain-tps">
            TPS
          </th>
        </tr>
      </thead>
      {groupByLayer(rows, order?.sort ?? null).map((group) => (
        <tbody key={group.layer ?? "all"}>
          {group.layer && (
            <tr className="chains-layer">
              <th scope="rowgroup" colSpan={chainColumns.length + 2}>
                {layerNames[group.layer].many} <span>{group.rows.length}</span>
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <ChainLine key={row.slug} row={row} tps={tps?.[row.slug] ?? null} />
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

function ChainLine({ row, tps }: { row: ListedChain; tps: Figure | null }) {
  const { facts, differs } = row;
  return (
    <tr>
      <th scope="row" className="chain-name">
        <a href={paths.chain(row)}>{row.shortName}</a>
        {facts.status && facts.status !== "Active" && <span className="chain-status">{facts.status}</span>}
      </th>
      {factColumns.map(({ key, label }) => (
        // The word stands before the value where there is no room for columns; what is empty is left out there.
        <td key={key} data-fact={key} data-word={label} data-empty={facts[key] ? undefined : ""}>
          <span>
            {key === "launched" && facts.launched ? writeDate(facts.launched) : (facts[key] ?? "–")}
            {differs.includes(key) && (
              <>
                {"\u00a0"}
                <DiffersGlyph label="Sources differ" />
                <span className="differs-words" aria-hidden="true">
                  {" "}
                  sources differ
                </span>
              </>
            )}
          </span>
        </td>
      ))}
      <td className="chain-groups">
        {row.groups.map((group, index) => (
          <Fragment key={group.slug}>
            {index > 0 && ", "}
            <a href={paths.chain(group)}>{group.name}</a>
          </Fragment>
        ))}
      </td>
      <td className="chain-tps" data-word="TPS" data-empty={tps ? undefined : ""}>
        {tps && (
          <span>
            <b>{tps.text}</b> {tps.note}
          </span>
        )}
      </td>
    </tr>
  );
}
