/** What a backup has to know about a database: its tables, partitions, sequences, foreign keys. */
import type { ClientBase } from "pg";
import type { Partition, Table } from "./backup-file";

export type ForeignKey = { name: string; table: string; definition: string };

/** Bookkeeping of one database that means nothing in another. */
const notCopied = ["_prisma_migrations", "ContentVersion"];

/** Tables that hold rows of the forum, a partitioned one once and its partitions not at all. */
export async function listTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: string[] | null }>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       (select array(select a.attname::text from unnest(i.indkey) with ordinality k(n, at)
                     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.at)
        from pg_index i where i.indrelid = c.oid and i.indisprimary) as key
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all($1)
     order by c.relname`,
    [notCopied],
  );
  return rows.map(({ name, columns, key }) => ({ name, columns, orderBy: key ?? columns }));
}

/** Partitions, parents before their parts. */
export async function listPartitions(client: ClientBase): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(
    `with recursive part as (
       select i.inhrelid as id, i.inhparent as parent, 1 as depth from pg_inherits i
       join pg_class p on p.oid = i.inhparent where p.relkind = 'p' and p.relnamespace = 'public'::regnamespace and not p.relispartition
       union all
       select i.inhrelid, i.inhparent, depth + 1 from pg_inherits i join part on i.inhparent = part.id
     )
     select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound, pg_get_partkeydef(c.oid) as key
     from part join pg_class c on c.oid = part.id join pg_class p on p.oid = part.parent
     where c.relkind in ('r', 'p') order by part.depth, c.relname`,
  );
  return rows;
}

export async function listForeignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select k.conname as name, c.relname as table, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
     order by c.relname, k.conname`,
  );
  return rows;
}

/** The last number that each sequence gave; sequences that gave none are left out. */
export async function readSequences(client: ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' and last_value is not null",
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Names of the migrations that the database has, oldest first. */
export async function appliedMigrations(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return rows.map(({ name }) => name);
}

/** The statement that sends a table's rows, always in the same order and the same form. */
export function copyOut(client: ClientBase, { name, columns, orderBy }: Table) {
  const list = (names: string[]) => names.map((column) => client.escapeIdentifier(column)).join(", ");
  return `copy (select ${list(columns)} from ${client.escapeIdentifier(name)} order by ${list(orderBy)}) to stdout`;
}

export function copyIn(client: ClientBase, { name, columns }: Pick<Table, "name" | "columns">) {
  return `copy ${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(", ")}) from stdin`;
}
