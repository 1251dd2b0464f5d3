import { ts } from "ts-morph";
import type { Frame, FunctionValue, Value } from "../value/value.ts";
import { opaque } from "../value/value.ts";
import { Collector } from "./collector.ts";
import { constantCondition, isOneOf } from "./constant-condition.ts";
import type { Contribution } from "./contribution.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

interface HookedOperation {
  readonly model: string | null;
  readonly name: string;
}

const known = new WeakMap<Frame["values"], Map<string, Contribution>>();

/**
 * What a query hook does around one operation. Hooks ask for the operation's name (`if (writes.includes(operation))`), so
 * branches that it rules out are left out: an audit log does not turn every read into a write.
 */
export function hookContribution(it: Interpreter, hook: FunctionValue, operation: HookedOperation): Contribution {
  const kept = known.get(hook.frame.values) ?? new Map<string, Contribution>();
  known.set(hook.frame.values, kept);
  const key = `${hook.node.pos}:${operation.model}.${operation.name}`;
  const found = kept.get(key) ?? analyse(it, hook, operation);
  kept.set(key, found);
  return found;
}

function analyse(it: Interpreter, hook: FunctionValue, operation: HookedOperation): Contribution {
  const frame = it.frame(hook.node, hook.frame, { arguments: [hookArgument(operation)], self: hook.self });
  const collector = new Collector();
  const { body } = hook.node;
  if (body) visit(it, body, { frame, collector, step: stepAt(hook.node) });
  return collector.result();
}

/** `{ model, operation, args, query }`: the model's name starts with a capital there. */
function hookArgument({ model, name }: HookedOperation): Value {
  const modelName: Value =
    model === null ? opaque : [{ kind: "string", text: model.charAt(0).toUpperCase() + model.slice(1) }];
  const query: Value = [{ kind: "builtin", path: ["Promise", "settle"], receiver: null }];
  const properties = new Map<string, Value>([
    ["operation", [{ kind: "string", text: name }]],
    ["model", modelName],
    ["args", opaque],
    ["query", query],
  ]);
  return [{ kind: "object", properties, rest: opaque, isContext: false }];
}

interface Walk {
  readonly frame: Frame;
  readonly collector: Collector;
  readonly step: string;
}

/** True if control cannot go on behind the node. */
function visit(it: Interpreter, node: ts.Node, walk: Walk): boolean {
  if (ts.isBlock(node)) return node.statements.some((statement) => visit(it, statement, walk));
  if (ts.isIfStatement(node)) return visitIf(it, node, walk);
  if (ts.isSwitchStatement(node)) return visitSwitch(it, node, walk);
  walk.collector.add(it.contributionOf(node, walk.frame));
  return ts.isReturnStatement(node) || ts.isThrowStatement(node);
}

function visitIf(it: Interpreter, node: ts.IfStatement, walk: Walk): boolean {
  walk.collector.add(it.contributionOf(node.expression, walk.frame));
  const verdict = constantCondition(it, node.expression, walk.frame);
  const leavesThen = verdict !== false && visit(it, node.thenStatement, walk);
  const leavesElse = verdict !== true && node.elseStatement !== undefined && visit(it, node.elseStatement, walk);
  if (verdict !== null) return verdict ? leavesThen : leavesElse;
  return leavesThen && leavesElse;
}

/** From the first clause that the value can be one of; the others are left out if it is that one for sure. */
function visitSwitch(it: Interpreter, node: ts.SwitchStatement, walk: Walk): boolean {
  const { clauses } = node.caseBlock;
  const chosen = clauses.findIndex(
    (clause) =>
      ts.isCaseClause(clause) &&
      isOneOf(it, node.expression, { options: [clause.expression], frame: walk.frame }) !== false,
  );
  const first = chosen < 0 ? clauses.findIndex(ts.isDefaultClause) : chosen;
  const clause = clauses[first];
  const isSure =
    !clause ||
    ts.isDefaultClause(clause) ||
    isOneOf(it, node.expression, { options: [clause.expression], frame: walk.frame }) === true;
  const run = isSure ? clauses.slice(first < 0 ? clauses.length : first) : clauses;
  for (const { statements } of run) {
    if (statements.some((statement) => visit(it, statement, walk))) return isSure;
    if (isSure && statements.some(ts.isBreakStatement)) return false;
  }
  return false;
}
