import type { ReactNode } from "react";

type Column = string | { number: string };

type Props = {
  /** The name of the region, which scrolls when it is too narrow. */
  label: string;
  /** The headings; `{ number }` is one of a column of numbers. */
  columns: Column[];
  /** On phones each row is a card, whose cells say their column in `data-word`: for rows with actions, which must not scroll off. */
  isCardsOnPhone?: boolean;
  /** Rows. */
  children: ReactNode;
};

/** A table of rows below headings, in a box that keyboards can scroll. */
export function DataTable({ label, columns, isCardsOnPhone = false, children }: Props) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={label}>
      <table className={isCardsOnPhone ? "data-table cards-on-phone word-cards" : "data-table"}>
        <thead>
          <tr>{columns.map(heading)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const heading = (column: Column) =>
  typeof column === "string" ? (
    <th key={column} scope="col">
      {column}
    </th>
  ) : (
    <th key={column.number} scope="col" className="number">
      {column.number}
    </th>
  );
