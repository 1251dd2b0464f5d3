import type { Candidates } from "../../discover/candidates.ts";
import { createSqlReader, type SqlReader } from "./classify-sql.ts";

/** Loads Postgres' parser, if any source file has raw SQL: it takes longer than reading a hundred files. */
export async function loadSqlReader(candidates: Candidates): Promise<SqlReader> {
  const needed = candidates.naming(["$queryRaw", "$executeRaw"]).length > 0;
  if (!needed) return createSqlReader(null);
  const { loadModule, parseSync } = await import("libpg-query");
  await loadModule();
  return createSqlReader((sql) => parseSync(sql));
}
