import { diagnostic } from "../../diagnostics/create.ts";
import type { BodyFacts, StatementFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { arrayRewrite, simpleStatementAround } from "./array-rewrite.ts";
import { excerpt } from "./excerpt.ts";
import { exitOf } from "./exit-of.ts";
import type { Findings } from "./findings.ts";
import { freeName } from "./free-name.ts";
import { lostNarrowing } from "./narrowing.ts";
import type { RegionOptions } from "./options.ts";
import type { ArrayRewrite, RegionForm, RegionPlan, Span } from "./region.ts";
import { resultsOf } from "./results-of.ts";
import type { SiteIndex } from "./site-index.ts";
import { spanRange, spanStatements } from "./statement-tree.ts";
import { conciseForm, openingsIn, transactionForm } from "./transaction-form.ts";
import { reportNames } from "./report-names.ts";
import { capturedRange } from "./widen-for-names.ts";

export interface PlanningContext {
  readonly body: BodyFacts;
  readonly text: string;
  readonly index: SiteIndex;
  readonly options: RegionOptions;
  readonly findings: Findings;
}

/** Decides how one settled span is rewritten; what stands in the way goes to the findings. */
export function planRegion(settled: Span, context: PlanningContext): RegionPlan {
  const { body, text, index, findings } = context;
  const { span, exit, refused } = exitOf(settled, body, index);
  if (refused) {
    const value = refused.expression ?? refused;
    findings.add(
      diagnostic("MS3006", findings.at(refused.start), { expression: excerpt(text.slice(value.start, value.end)) }),
    );
  }
  const statements = spanStatements(span);
  const form = transactionForm(statements, { body, index, text });
  const captured = form.kind === "convert" ? emptyRange(span) : capturedRange(span);
  const narrowing = lostNarrowing(span, { body, text, range: captured });
  const range = spanRange(span);
  for (const name of narrowing.refused) findings.add(diagnostic("MS3016", findings.at(range.start), { name }));
  const results = form.kind === "convert" ? [] : resultsOf(span, { body, text, index });
  if (form.kind !== "convert") reportNames(span, { context, captured, results, exit });
  return {
    ...range,
    statements,
    form,
    client: clientName(form, body),
    exit: form.kind === "convert" ? { kind: "values", name: "outcome" } : exit,
    results,
    hoists: narrowing.hoists,
    unbraced: span.list.parent?.block.braced === false,
    arrays: arraysIn(range, statements, context),
  };
}

/** The region of a function whose body is an expression. */
export function planConcise(context: PlanningContext): RegionPlan {
  const { body, index, text } = context;
  const form = conciseForm({ body, index, text });
  return {
    ...body.body,
    statements: [],
    form,
    client: clientName(form, body),
    exit: { kind: "values", name: "outcome" },
    results: [],
    hoists: [],
    unbraced: false,
    arrays: arraysIn(body.body, [], context),
  };
}

function clientName(form: RegionForm, { takenNames }: BodyFacts): string {
  const inner = form.kind === "convert" || form.kind === "extend" ? form.transaction.callback?.clientName : null;
  return inner ?? freeName(["tx", "trx", "tenantTx", "tx"], takenNames);
}

/** A converted transaction's own callback keeps the code as it is. */
function emptyRange(span: Span): TextRange {
  const { start } = spanRange(span);
  return { start, end: start };
}

function arraysIn(
  range: TextRange,
  statements: readonly StatementFacts[],
  { body, text, index, findings }: PlanningContext,
): readonly ArrayRewrite[] {
  return openingsIn(range, index).flatMap((site): readonly ArrayRewrite[] => {
    if (site.opensTransaction.form !== "array") return [];
    const statement = simpleStatementAround(statements, site);
    const decision = statement
      ? arrayRewrite(site, statement, { body, text })
      : { why: "it is the whole body of the function" };
    if ("rewrite" in decision) return [decision.rewrite];
    findings.add(diagnostic("MS3015", findings.at(site.start), { why: decision.why }));
    return [];
  });
}
