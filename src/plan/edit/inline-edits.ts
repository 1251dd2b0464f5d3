import type { StatementFacts, ValueFacts } from "../../model/body.ts";
import type { RegionPlan } from "../region/region.ts";
import { type EditContext, opening, terminator } from "./edit-context.ts";
import { hoistStatement } from "./hoist-edits.ts";
import { indent } from "./indent.ts";
import { indentationAt } from "./text-lines.ts";

interface Valued {
  readonly statement: StatementFacts;
  readonly value: ValueFacts;
}

/** True if the region is one statement whose target stays outside: `const order = await db.order.create(...)`. */
export function isInline(region: RegionPlan): boolean {
  return valued(region) !== null;
}

/** Puts the tenant transaction around the value of the statement. */
export function inlineEdits(region: RegionPlan, context: EditContext): void {
  const found = valued(region);
  if (!found) return;
  const { statement, value } = found;
  const { body, text, edits } = context;
  const { indent: unit, lineEnd } = body.style;
  const end = terminator(context);
  const above = indentationAt(text, statement.leadingStart);
  for (const hoist of region.hoists) {
    edits.insert(statement.leadingStart, `${hoistStatement(hoist, text)}${end}${lineEnd}${above}`);
  }
  const start = value.awaited?.start ?? value.start;
  const base = indentationAt(text, start);
  const call = `${value.awaited ? "" : "await "}${opening(context, region.client)}`;
  edits.insert(start, `${call}{${lineEnd}${base}${unit}return `);
  indent({ start, end: statement.trailingEnd }, unit, context);
  edits.insert(statement.trailingEnd, `${lineEnd}${base}})${end}`);
}

function valued({ form, statements, exit, arrays, results, unbraced, hoists }: RegionPlan): Valued | null {
  const [statement, ...others] = statements;
  if (form.kind !== "wrap" || exit.kind !== "values" || !statement || others.length > 0 || arrays.length > 0)
    return null;
  const { value, kind } = statement;
  if (!value?.target || (unbraced && hoists.length > 0)) return null;
  const isOwn = kind === "variable" && results.length > 0 && results.every(({ binding }) => binding !== "assign");
  const isAssignment = kind === "expression" && results.length === 0;
  return isOwn || isAssignment ? { statement, value } : null;
}
