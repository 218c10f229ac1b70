/** `COPY … FROM STDIN` over a plain pg connection: the fast way to bring in rows by the hundred thousand. */
import type pg from "pg";

type Connection = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** A `COPY … FROM STDIN` in the shape of a query of pg's: its client calls these methods with protocol messages. */
class CopyIn {
  constructor(
    private readonly statement: string,
    private readonly data: Buffer,
    private readonly done: (error: Error | null) => void,
  ) {}
  submit(connection: Connection) {
    connection.query(this.statement);
  }
  handleCopyInResponse(connection: Connection) {
    const size = 1 << 16;
    for (let at = 0; at < this.data.length; at += size) connection.sendCopyFromChunk(this.data.subarray(at, at + size));
    connection.endCopyFrom();
  }
  handleCommandComplete() {}
  handleReadyForQuery() {
    this.done(null);
  }
  handleError(error: Error) {
    this.done(error);
  }
}

export type Cell = string | number | boolean | Date | null | number[];

function cellText(cell: Cell): string {
  if (cell === null) return "\\N";
  if (cell instanceof Date) return cell.toISOString();
  if (Array.isArray(cell)) return `{${cell.join(",")}}`;
  return typeof cell === "string"
    ? cell.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r")
    : String(cell);
}

/** Appends rows to a table. */
export function copyRows(client: pg.Client, table: string, columns: string[], rows: Cell[][]): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(", ");
  const data = Buffer.from(rows.map((row) => `${row.map(cellText).join("\t")}\n`).join(""));
  return new Promise((resolve, reject) => {
    client.query(
      new CopyIn(`copy "${table}" (${names}) from stdin`, data, (error) =>
        error ? reject(error) : resolve(),
      ) as unknown as pg.Submittable,
    );
  });
}
