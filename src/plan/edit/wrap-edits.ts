import type { StatementFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { contains } from "../region/ranges.ts";
import type { RegionPlan } from "../region/region.ts";
import { settledElements } from "./array-edits.ts";
import { type Bindings, bindingsOf } from "./bindings.ts";
import { type EditContext, opening, terminator } from "./edit-context.ts";
import { hoistStatement } from "./hoist-edits.ts";
import { indent } from "./indent.ts";
import { indentationAt } from "./text-lines.ts";
import { optionsText } from "./transaction-edits.ts";

/** Puts the tenant transaction around a run of statements, or lets a transaction take in those behind it. */
export function wrapEdits(region: RegionPlan, context: EditContext): void {
  const { statements, form } = region;
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) return;
  const { body, text, edits } = context;
  const { indent: unit, lineEnd } = body.style;
  const bindings = bindingsOf(region, returnedBy(last, region, context));
  const isBraced = region.unbraced && (region.hoists.length > 0 || bindings.after.length > 0);
  const outer = indentationAt(text, first.start);
  const base = isBraced ? outer + unit : outer;
  const start = statements.length === 1 ? first.start : first.leadingStart;
  const end = terminator(context);

  if (isBraced) edits.insert(first.leadingStart, `{${lineEnd}${base}`);
  for (const hoist of region.hoists) {
    edits.insert(first.leadingStart, `${hoistStatement(hoist, text)}${end}${lineEnd}${base}`);
  }
  if (form.kind === "extend") {
    edits.replace({ start: first.start, end: form.transaction.callee.start }, bindings.head);
  } else {
    // Without semicolons, a line that begins with a parenthesis would go on with the one before.
    const guard = bindings.head.startsWith("(") && !body.style.semicolons ? ";" : "";
    edits.insert(start, `${guard}${bindings.head}${opening(context, region.client)}{${lineEnd}${base}${unit}`);
  }
  if (bindings.returnsLast && last.value?.awaited) {
    edits.replace({ start: last.start, end: last.value.awaited.start }, "return ");
  }
  const shifted: TextRange = { start: form.kind === "extend" ? first.end : start, end: last.trailingEnd };
  indent(shifted, isBraced ? unit + unit : unit, { ...context, settled: settledElements(region, context) });

  const closing = [
    ...(bindings.returned === null ? [] : [`${base}${unit}return ${bindings.returned}${end}`]),
    `${base}}${optionsText(region, context)})${bindings.close}${end}`,
    ...bindings.after.map((line) => `${base}${line}${end}`),
    ...(isBraced ? [`${outer}}`] : []),
  ];
  edits.insert(last.trailingEnd, closing.map((line) => `${lineEnd}${line}`).join(""));
}

/** The name that the last statement declares and that can be returned instead, `const entry = await ...`. */
function returnedBy(last: StatementFacts, region: RegionPlan, { body, text }: EditContext): Bindings["returnsLast"] {
  const [result, ...others] = region.results;
  const target = last.value?.target;
  if (!result || others.length > 0 || !target || !last.value?.awaited || last.kind !== "variable") return false;
  if (result.binding === "assign" || result.typeText !== null || region.arrays.length > 0) return false;
  const isUsedInside = body.references.some((use) => use.declaration === result.declaration && contains(region, use));
  return !isUsedInside && text.slice(target.start, target.end) === result.name;
}
