import type { BodyFacts, ExitFacts } from "../../model/body.ts";
import { freeName } from "./free-name.ts";
import { contains } from "./ranges.ts";
import type { RegionExit, Span } from "./region.ts";
import type { SiteIndex } from "./site-index.ts";
import { parentsOf, spanRange, statementAt, type StatementList } from "./statement-tree.ts";

export interface ExitDecision {
  /** The span, up to the end of the handler where the rest of it comes in. */
  readonly span: Span;
  readonly exit: RegionExit;
  /** An early return whose value cannot be told from the region's values. */
  readonly refused: ExitFacts | null;
}

/** How control leaves the callback of a region, and with it the handler. */
export function exitOf(span: Span, body: BodyFacts, index: SiteIndex): ExitDecision {
  const range = spanRange(span);
  const returns = body.exits.filter(({ kind, ...exit }) => kind === "return" && contains(range, exit));
  const leaving: RegionExit = { kind: "return", awaits: isGuarded(span.list) };
  const last = statementAt(span.list, span.last);
  if (!last.completes || endsInThrowingCall(span, index)) return { span, exit: leaving, refused: null };
  const name = freeName(["outcome", "transactionOutcome"], body.takenNames);
  if (returns.length === 0) return { span, exit: { kind: "values", name }, refused: null };
  const tail = withTail(span, body);
  if (tail) return { span: tail, exit: leaving, refused: null };
  const refused = returns.find(({ isResponse }) => !isResponse) ?? null;
  return { span, exit: { kind: "outcome", name }, refused };
}

/** In a `try`, a returned promise must be awaited there: else its error would pass the `catch` by. */
function isGuarded(list: StatementList): boolean {
  return parentsOf(list).some(({ block, statement }) => {
    const hasFinally = statement.blocks.some(({ role }) => role === "finally");
    return block.role === "try" || (block.role === "catch" && hasFinally);
  });
}

/** `redirect(...)` at the very end: TypeScript knows that nothing follows, and must go on to know. */
function endsInThrowingCall(span: Span, index: SiteIndex): boolean {
  const last = statementAt(span.list, span.last);
  const isEnd = span.last === span.list.statements.length - 1 && endsFunction(span.list);
  return isEnd && last.kind === "expression" && index.sites.some((site) => site.throws && contains(last, site));
}

/** The span with everything up to the end of the handler, if that only prepares and returns the response. */
function withTail(span: Span, body: BodyFacts): Span | null {
  const { list, last } = span;
  const rest = list.statements.slice(last + 1);
  const end = rest.findIndex(({ completes }) => !completes);
  const tail = end < 0 ? rest : rest.slice(0, end + 1);
  if (end < 0 && !endsFunction(list)) return null;
  const isPlain = tail.every(
    (statement) =>
      ["variable", "expression", "return", "empty"].includes(statement.kind) &&
      !body.sites.some((site) => contains(statement, site)) &&
      !body.promises.some((promise) => contains(statement, promise)),
  );
  return isPlain ? { ...span, last: last + tail.length } : null;
}

/** True if what follows the list is the end of the handler. */
function endsFunction({ parent }: StatementList): boolean {
  if (!parent) return true;
  const isLast = parent.index === parent.list.statements.length - 1;
  const leadsOut = ["if", "block", "try"].includes(parent.statement.kind) && parent.block.role !== "finally";
  return isLast && leadsOut && endsFunction(parent.list);
}
