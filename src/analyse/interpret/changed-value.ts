import { ts } from "ts-morph";
import type { Added } from "../syntax/additions.ts";
import {
  addedTo,
  type Assignment,
  assignmentsTo,
  mergedInto,
  propertiesAssignedTo,
  type PropertyAssigned,
} from "../syntax/assignments.ts";
import { containerOf, type Declaration, isFunctionLike, resolveName } from "../syntax/scope.ts";
import { join } from "../value/join.ts";
import {
  type Alternative,
  arrayOf,
  type Frame,
  nothing,
  type ObjectValue,
  opaque,
  type Value,
} from "../value/value.ts";
import { frameOf } from "./declared-value.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Properties, spreadInto } from "./spread.ts";
import { concatenated } from "./sql-text.ts";

/** Assignments of one variable that use the variable, each a round of its own. */
const maxOwn = 48;

interface Declared {
  readonly declaration: Declaration;
  readonly initial: Value;
  readonly frame: Frame;
}

/** What a name may hold: its initial value, everything that is assigned to it, and what is put into that. */
export function withChanges(it: Interpreter, declared: Declared): Value {
  const value = withAssignments(it, declared);
  const { declaration, frame } = declared;
  const name = declaration.name?.getText() ?? "";
  const properties = propertiesAssignedTo(declaration, name);
  const added = addedTo(declaration, name);
  const merged = mergedInto(declaration, name);
  if (properties.length + added.length + merged.length === 0) return value;
  const here = (node: ts.Expression): Value => it.evaluate(node, frameOf(it, node, frame));
  return value.map((alternative) => {
    if (alternative.kind === "array" || alternative.kind === "map")
      return withElements(alternative, { added, properties, here });
    if (alternative.kind !== "object" && alternative.kind !== "opaque") return alternative;
    const object = alternative.kind === "object" ? alternative : null;
    const target: Properties = { named: new Map(object?.properties ?? []), rest: object?.rest ?? opaque };
    for (const source of merged) spreadInto(it, target, here(source));
    for (const assigned of properties) assignProperty(target, assigned, here(assigned.value));
    for (const one of added.filter(({ isNested }) => isNested)) target.rest = join(target.rest, elementOf(one, here));
    return {
      kind: "object",
      properties: target.named,
      rest: target.rest,
      isContext: object?.isContext ?? false,
    } satisfies ObjectValue;
  });
}

function withAssignments(it: Interpreter, { declaration, initial, frame }: Declared): Value {
  const name = declaration.name?.getText() ?? "";
  const assignments = assignmentsTo(declaration, name);
  const plain = assignments.filter((assignment) => !leansOnItself(assignment, { declaration, name }));
  const own = assignments.filter((assignment) => !plain.includes(assignment));
  let value = join(
    initial,
    ...plain.map((assignment) => assignedValue(it, assignment, frameOf(it, assignment.value, frame))),
  );
  if (own.length > maxOwn) return join(value, [{ kind: "lost", client: null }]);
  const repeated = own.filter(({ value: expression }) => isInLoop(expression, frame.owner));
  for (const assignment of [...own, ...repeated]) {
    if (assignment.appends && !value.some(isText)) continue;
    const next = nextValue(it, assignment, { declaration, initial: value, frame });
    // After an assignment that is always made the shorter texts are only seen by what stands before it.
    value = value.length > 16 && isUnconditional(assignment, declaration) ? join(initial, next) : join(value, next);
  }
  return value;
}

function isText({ kind }: Alternative): boolean {
  return kind === "string" || kind === "sql";
}

/** The value of an assignment that uses the name itself, if that is what was found so far. */
function nextValue(it: Interpreter, assignment: Assignment, { declaration, initial, frame }: Declared): Value {
  const home = frameOf(it, assignment.value, frame);
  if (assignment.appends) return concatenated(initial, it.evaluate(assignment.value, home));
  if (home !== frame) return assignedValue(it, assignment, home);
  const scratch: Frame = {
    ...frame,
    values: new Map(),
    assumed: new Map([...(frame.assumed ?? []), [declaration, initial]]),
  };
  return assignedValue(it, assignment, scratch);
}

function assignedValue(it: Interpreter, { value, path }: Assignment, frame: Frame): Value {
  return path.reduce<Value>((part, key) => it.property(part, key), it.evaluate(value, frame));
}

function leansOnItself(assignment: Assignment, of: { declaration: Declaration; name: string }): boolean {
  if (assignment.appends) return true;
  let found = false;
  const look = (node: ts.Node): void => {
    if (found || isFunctionLike(node)) return;
    if (ts.isIdentifier(node) && node.text === of.name && resolveName(of.name, node) === of.declaration) found = true;
    else ts.forEachChild(node, look);
  };
  look(assignment.value);
  return found;
}

function isInLoop(node: ts.Node, owner: ts.Node): boolean {
  for (let current = node.parent; current !== owner && !ts.isSourceFile(current); current = current.parent) {
    if (ts.isIterationStatement(current, false) || isFunctionLike(current)) return true;
  }
  return false;
}

function isUnconditional(assignment: Assignment, declaration: Declaration): boolean {
  const statement = assignment.value.parent.parent;
  return (
    ts.isExpressionStatement(statement) &&
    statement.parent === declaration.parent.parent.parent &&
    !isInLoop(statement, containerOf(declaration))
  );
}

interface Changes {
  readonly added: readonly Added[];
  readonly properties: readonly PropertyAssigned[];
  readonly here: (node: ts.Expression) => Value;
}

function withElements(
  value: Extract<Alternative, { kind: "array" | "map" }>,
  { added, properties, here }: Changes,
): Alternative {
  const elements = [...added.map((one) => elementOf(one, here)), ...properties.map((one) => here(one.value))];
  const element = join(value.element, ...elements);
  if (value.kind === "array") return { kind: "array", items: null, element };
  return { kind: "map", key: join(value.key, ...added.map(({ key }) => (key ? here(key) : nothing))), element };
}

/** What the collection gets: the values, or a list of them. */
export function elementOf({ values, isNested }: Added, here: (node: ts.Expression) => Value): Value {
  const element = join(...values.map((one) => spreadElement(one, here)));
  return isNested ? arrayOf(element) : element;
}

function spreadElement(node: ts.Expression, here: (node: ts.Expression) => Value): Value {
  if (!ts.isSpreadElement(node)) return here(node);
  return join(...here(node.expression).map((one) => (one.kind === "array" ? one.element : opaque)));
}

function assignProperty(target: Properties, { property, appends }: PropertyAssigned, value: Value): void {
  if (property === null) {
    target.rest = join(target.rest, value);
    return;
  }
  const before = target.named.get(property) ?? nothing;
  target.named.set(property, join(before, appends ? concatenated(before, value) : value));
}
