import { expect, it } from "vitest";
import { endsTransaction, isFrame } from "../../../src/verify/database/statement-kind.ts";

it.each([
  "BEGIN",
  "begin isolation level serializable;",
  "START TRANSACTION READ ONLY",
  "COMMIT",
  "END",
  "ROLLBACK TO SAVEPOINT s1",
  "SAVEPOINT s1",
  "RELEASE SAVEPOINT s1",
  "SET LOCAL app.tenant = 'a;b'",
  "RESET ALL",
  "DEALLOCATE ALL",
  "DISCARD ALL",
  "-- tenant\nBEGIN /* of request; 1 */",
  "BEGIN; SET LOCAL x = 1",
  "select set_config('app.current_tenant_id', $1, true)",
  `SELECT set_config('a', $1::text, TRUE), pg_catalog.set_config('b', 'x(y)', false) AS "b"`,
  `SELECT "set_config"('a', 'b', true) as done`,
  "",
])("%j is a frame", (text) => expect(isFrame(text)).toBe(true));

it.each([
  "SELECT 1",
  "BEGIN; DELETE FROM t",
  "SELECT set_config('a', 'b', true), count(*) FROM t",
  "SELECT set_config('a', nextval('s')::text, true)",
  "SELECT set_config('a', name, true) FROM t",
  "SELECT id FROM set_config",
  "UPDATE t SET a = 'BEGIN'",
  "SETTLE",
  "WITH x AS (SELECT set_config('a', 'b', true)) DELETE FROM t",
  "SELECT 'set_config(1)'",
])("%j is none", (text) => expect(isFrame(text)).toBe(false));

it("knows what ends a transaction", () => {
  expect(["COMMIT", "rollback;", "END", "ROLLBACK AND CHAIN"].map(endsTransaction)).not.toContain(false);
  expect(
    ["BEGIN", "ROLLBACK TO s", "ROLLBACK WORK TO SAVEPOINT s", "SELECT 'commit'"].map(endsTransaction),
  ).not.toContain(true);
});
