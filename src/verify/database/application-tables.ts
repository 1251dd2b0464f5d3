import type { Client } from "pg";
import { UserError } from "../../diagnostics/user-error.ts";

/** Our own schema, in which the starting rows are kept. */
export const KEPT_SCHEMA = "migrate_sessions_kept";

/** A table of the application as the catalog describes it. */
export interface ApplicationTable {
  /** As it is shown: `schema.table`, without `public.`. */
  readonly name: string;
  /** Quoted, for SQL; with ONLY unless it is partitioned, as its children are tables of their own. */
  readonly sql: string;
  /** Quoted, where SQL allows no ONLY. */
  readonly target: string;
  /** The table's copy in `KEPT_SCHEMA`, quoted. */
  readonly kept: string;
  readonly primaryKey: readonly string[];
  /** Columns that can be written: all but the generated ones; quoted. */
  readonly columns: readonly string[];
  /** Columns whose values JavaScript's numbers cannot hold: bigint and numeric. */
  readonly exactColumns: readonly string[];
  /** Tables that this one refers to by foreign keys, by their names here. */
  readonly parents: readonly string[];
}

interface CatalogRow {
  readonly name: string;
  readonly oid: number;
  readonly target: string;
  readonly partitioned: boolean;
  readonly hidden: boolean;
  readonly primaryKey: readonly string[];
  readonly columns: readonly string[];
  readonly exactColumns: readonly string[];
  readonly parents: readonly string[];
}

const NAME = "CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END";

const CATALOG = `
  WITH tables AS (
    SELECT c.oid, ${NAME} AS name, format('%I.%I', n.nspname, c.relname) AS target, c.relkind = 'p' AS partitioned
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
      AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', '${KEPT_SCHEMA}')
      AND c.relname <> '_prisma_migrations'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
  ), columns AS (
    SELECT attrelid, attname::text, attnum, attgenerated, atttypid
    FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped
  )
  SELECT t.name, t.oid::int, t.target, t.partitioned,
    row_security_active(t.oid) OR NOT has_table_privilege(t.oid, 'SELECT') OR NOT has_table_privilege(t.oid, 'INSERT')
      OR NOT has_table_privilege(t.oid, 'DELETE') AS hidden,
    ARRAY(SELECT a.attname FROM pg_index i JOIN columns a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = t.oid AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)) AS "primaryKey",
    ARRAY(SELECT quote_ident(attname) FROM columns WHERE attrelid = t.oid AND attgenerated = '' ORDER BY attnum) AS columns,
    ARRAY(SELECT attname FROM columns
      WHERE attrelid = t.oid AND atttypid IN ('int8'::regtype, 'numeric'::regtype) ORDER BY attnum) AS "exactColumns",
    ARRAY(SELECT DISTINCT p.name FROM pg_constraint f JOIN tables p ON p.oid = f.confrelid
      WHERE f.conrelid = t.oid AND f.contype = 'f') AS parents
  FROM tables t ORDER BY t.name COLLATE "C"`;

/**
 * The application's tables, sorted by name: those of all schemas but the system's, extensions', Prisma's own and ours.
 * A partitioned table stands for its partitions.
 *
 * @throws UserError if the role does not see and write every row of every table
 */
export async function applicationTables(client: Client): Promise<readonly ApplicationTable[]> {
  const { rows } = await client.query<CatalogRow>(CATALOG);
  const hidden = rows.filter((row) => row.hidden).map((row) => row.name);
  if (hidden.length > 0) {
    throw new UserError(
      `The role that compares the rows does not see or may not write all rows of ${hidden.join(", ")}.`,
      "Give the URL of a superuser, or of a role with BYPASSRLS that owns the tables, with --admin-url.",
    );
  }
  return rows.map(({ oid, partitioned, ...row }) => ({
    ...row,
    sql: partitioned ? row.target : `ONLY ${row.target}`,
    kept: `${KEPT_SCHEMA}.t${oid}`,
  }));
}
