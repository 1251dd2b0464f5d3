import type { Workspace } from "../io/workspace.ts";

/**
 * `policies`: some policy can read a setting. `none`: the SQL of the repository has no such policy. `unknown`: there is
 * no SQL to look at.
 */
export type RowLevelSecurity = "policies" | "none" | "unknown";

/**
 * Looks for row-level security in every SQL file: a `CREATE POLICY` and a `current_setting(`, which may stand in a
 * function that the policy calls. A text search; it counts a policy that a later migration drops.
 */
export function rowLevelSecurity(workspace: Workspace): RowLevelSecurity {
  const files = workspace.list(["**/*.sql"], ["**/node_modules/**", "**/.git/**"]);
  if (files.length === 0) return "unknown";
  let hasPolicy = false;
  let readsSetting = false;
  for (const file of files) {
    const sql = withoutComments(workspace.read(file)?.text ?? "");
    hasPolicy ||= /\bcreate\s+policy\b/i.test(sql);
    readsSetting ||= /\bcurrent_setting\s*\(/i.test(sql);
  }
  return hasPolicy && readsSetting ? "policies" : "none";
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, " ");
}
