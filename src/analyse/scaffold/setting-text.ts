import { ts } from "ts-morph";
import { isNameUse } from "../body/name-use.ts";
import { lineOf } from "../program/source-files.ts";
import type { TenantTransactionFacts } from "./facts.ts";
import { type Operation, sqlOf } from "./tenant-settings.ts";

/** The operation as it is written, on another client. */
export function onClient({ node, client, substitutions }: Operation, text: string): string {
  const offset = node.getStart();
  const source = node.getText();
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner) && isNameUse(inner)) {
      const replacement = inner.text === client ? text : substitutions.get(inner.text);
      if (replacement !== undefined)
        edits.push({ start: inner.getStart() - offset, end: inner.end - offset, text: replacement });
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  const local = localFlag(node);
  if (local) edits.push({ start: local.start - offset, end: local.end - offset, text: local.text });
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), source);
}

/** `set_config(name, value, false)`: on the batch's own connection it must be local. */
function localFlag(node: ts.Node): { start: number; end: number; text: string } | null {
  const match = notLocal.exec(node.getText());
  if (!match) return null;
  const end = node.getStart() + match.index + match[0].length - 1;
  return { start: end - "false".length, end, text: "true" };
}

/** The text between the brackets has brackets of its own where values are put in: `${tenantId}::text`. */
const notLocal = /\bset_config\s*\((?:[^()]|\([^()]*\))*,\s*false\)/i;

/** The first setting that outlives its transaction, on the connection of the next request. */
export function leakOf(operations: readonly Operation[]): TenantTransactionFacts["leak"] {
  for (const { node } of operations) {
    const sql = sqlOf(node);
    if (!notLocal.test(sql) && !/^[`'"]?\s*set\s+(session\s+)?(?!local\b)[\w.]+\s*(=|to\b)/i.test(sql)) continue;
    const setting = /set_config\s*\(\s*['"]([\w.]+)['"]|set\s+(?:session\s+)?([\w.]+)/i.exec(sql);
    return { line: lineOf(node), setting: setting?.[1] ?? setting?.[2] ?? "the tenant" };
  }
  return null;
}
