import { ts } from "ts-morph";
import { listCompletes } from "../body/completion.ts";
import { forEachNode, forEachOwnNode, functionAround, rangeOf } from "../body/own-nodes.ts";
import { isNameUse } from "../body/name-use.ts";
import { verbatimRanges } from "../body/verbatim.ts";
import { type Declaration, isFunctionLike, resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { Callback, CallbackName, CallbackReturn, PassedArgument } from "./opening.ts";
import type { FoundOpening } from "./openings.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";
import { type TenantSettings, tenantSettings } from "./tenant-settings.ts";
import { isVariableName, scopeNames } from "./variable-names.ts";
import { quoted, Underivable } from "./underivable.ts";

/**
 * The function that an opening calls back, as it is to be inlined or called.
 *
 * @param passes what the opening passes at each position
 * @throws Underivable if it takes something that the new wrapper does not have
 */
export function callbackFacts(
  program: ScaffoldProgram,
  opening: FoundOpening,
  passes: readonly PassedArgument[],
): Callback {
  const fn = unwrap(opening.callback);
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return { kind: "reference", text: fn.getText(), passes };
  if (fn.asteriskToken) throw new Underivable(fn, "its callback is a generator");
  const settings = opening.through.kind === "transaction" ? tenantSettings(program, fn) : null;
  const received = parametersOf(fn, passes);
  return {
    kind: "inline",
    function: rangeOf(fn),
    isBlock: ts.isBlock(fn.body),
    returnType: fn.type && /^Promise\b/.test(fn.type.getText()) ? fn.type.getText() : null,
    body: ts.isBlock(fn.body) ? { start: fn.body.getStart() + 1, end: fn.body.end - 1 } : rangeOf(fn.body),
    tenantName: received.get("tenant") ?? null,
    clientName: received.get("client") ?? null,
    names: ownNames(fn),
    returns: ts.isBlock(fn.body) ? ownReturns(program, fn) : [returnOf(program, fn.body, fn.body)],
    completes: ts.isBlock(fn.body) && listCompletes(fn.body.statements),
    verbatim: verbatimRanges(fn),
    ...inPlace(fn, settings),
  };
}

function inPlace(
  fn: ts.ArrowFunction | ts.FunctionExpression,
  settings: TenantSettings | null,
): Pick<Callback & { kind: "inline" }, "setsTenant" | "clientUsesBefore"> {
  const [first] = settings?.statements ?? [];
  if (!settings || !first) return { setsTenant: [], clientUsesBefore: [] };
  const clientUsesBefore: { start: number; end: number }[] = [];
  forEachNode(fn.body, (node) => {
    if (ts.isIdentifier(node) && node.text === settings.client && node.end <= first.getStart() && isNameUse(node))
      clientUsesBefore.push(rangeOf(node));
  });
  return { setsTenant: settings.statements.map(rangeOf), clientUsesBefore };
}

/** True if the callback's parameters are names for the tenant and the client, and no default, rest or whole context. */
export function takesWhatIsPassed({ callback }: FoundOpening, passes: readonly PassedArgument[]): boolean {
  const fn = unwrap(callback);
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return true;
  return fn.parameters.every(({ name, initializer, dotDotDotToken }, index) => {
    const passed = passes[index];
    if (initializer || dotDotDotToken || passed === undefined) return false;
    if (typeof passed === "string") return ts.isIdentifier(name);
    return ts.isObjectBindingPattern(name) && name.elements.every((element) => isPlainElement(element, passed));
  });
}

function isPlainElement(
  { name, propertyName, initializer, dotDotDotToken }: ts.BindingElement,
  passed: ReadonlyMap<string, unknown>,
): boolean {
  return ts.isIdentifier(name) && !initializer && !dotDotDotToken && passed.has((propertyName ?? name).getText());
}

/** Local names of the tenant and the client. */
function parametersOf(
  fn: ts.ArrowFunction | ts.FunctionExpression,
  passes: readonly PassedArgument[],
): ReadonlyMap<"tenant" | "client", string> {
  const names = new Map<"tenant" | "client", string>();
  const add = (what: "tenant" | "client" | undefined, name: ts.BindingName): void => {
    if (what === undefined || !ts.isIdentifier(name) || names.has(what))
      throw new Underivable(name, `its callback takes \`${quoted(name)}\``);
    names.set(what, name.text);
  };
  fn.parameters.forEach(({ name, initializer, dotDotDotToken }, index) => {
    const passed = passes[index];
    if (initializer || dotDotDotToken) throw new Underivable(name, `its callback takes \`${quoted(name.parent)}\``);
    if (passed === undefined || typeof passed === "string") add(passed, name);
    else if (ts.isObjectBindingPattern(name))
      for (const element of name.elements)
        add(passed.get((element.propertyName ?? element.name).getText()), element.name);
    else throw new Underivable(name, `its callback takes the whole context as \`${quoted(name)}\``);
  });
  return names;
}

/** Names of the callback's parameters and of the outermost block of its body. */
function ownNames(fn: ts.ArrowFunction | ts.FunctionExpression): readonly CallbackName[] {
  const uses = new Map<string, { start: number; end: number; isShorthand: boolean }[]>();
  forEachNode(fn, (node) => {
    if (!ts.isIdentifier(node) || !isVariableName(node)) return;
    const declaration = resolveName(node.text, node);
    if (!declaration || scopeOf(declaration, fn) !== fn) return;
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent) || isShorthandElement(node);
    uses.set(node.text, [...(uses.get(node.text) ?? []), { ...rangeOf(node), isShorthand }]);
  });
  const outside = namesAround(fn);
  return [...uses].map(([name, places]) => ({ name, collides: outside.has(name), uses: places }));
}

/** `{ session }` of a destructuring: the property keeps its name. */
function isShorthandElement(node: ts.Identifier): boolean {
  return (
    ts.isBindingElement(node.parent) &&
    node.parent.name === node &&
    !node.parent.propertyName &&
    ts.isObjectBindingPattern(node.parent.parent)
  );
}

/** The function whose outermost scope a declaration belongs to, if that is `fn`. */
function scopeOf(declaration: Declaration, fn: ts.ArrowFunction | ts.FunctionExpression): ts.Node | null {
  if (functionAround(ts.isFunctionDeclaration(declaration) ? declaration : declaration) !== fn) return null;
  for (let current: ts.Node = declaration; current !== fn; current = current.parent) {
    const isNested = ts.isBlock(current) && current !== fn.body;
    const isLoop = ts.isForStatement(current) || ts.isForOfStatement(current) || ts.isForInStatement(current);
    if (isNested || isLoop || ts.isCatchClause(current) || ts.isCaseBlock(current)) return null;
  }
  return fn;
}

/** Names of the function around the callback; those of `const { result } = await open(fn)` go away with it. */
function namesAround(fn: ts.ArrowFunction | ts.FunctionExpression): ReadonlySet<string> {
  const holder = functionAround(fn);
  return holder ? scopeNames(holder, replacedBy(fn)) : new Set();
}

function replacedBy(fn: ts.Node): ts.Node {
  for (let current = fn; !ts.isStatement(current) && !isFunctionLike(current.parent); current = current.parent) {
    if (ts.isVariableDeclaration(current) && ts.isObjectBindingPattern(current.name)) return current;
  }
  return fn;
}

function ownReturns(program: ScaffoldProgram, fn: ts.ArrowFunction | ts.FunctionExpression): readonly CallbackReturn[] {
  const returns: CallbackReturn[] = [];
  forEachOwnNode(fn, (node) => {
    if (ts.isReturnStatement(node)) returns.push(returnOf(program, node, node.expression ?? null));
  });
  return returns;
}

function returnOf(program: ScaffoldProgram, node: ts.Node, expression: ts.Expression | null): CallbackReturn {
  return {
    ...rangeOf(node),
    expression: expression && rangeOf(expression),
    needsAwait: expression !== null && mayBePromise(program, expression),
    needsParentheses:
      expression !== null &&
      !ts.isCallExpression(expression) &&
      !ts.isIdentifier(expression) &&
      !ts.isPropertyAccessExpression(expression),
    insideTry: isInsideTry(node),
  };
}

function isInsideTry(node: ts.Node): boolean {
  const fn = functionAround(node);
  for (let current = node; current !== fn && !ts.isSourceFile(current); current = current.parent)
    if (ts.isTryStatement(current)) return true;
  return false;
}

function mayBePromise(program: ScaffoldProgram, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isConditionalExpression(node))
    return mayBePromise(program, node.whenTrue) || mayBePromise(program, node.whenFalse);
  if (ts.isIdentifier(node)) return !isAwaitedVariable(node);
  if (!ts.isCallExpression(node))
    return ts.isPropertyAccessExpression(node) || ts.isBinaryExpression(node) || ts.isElementAccessExpression(node);
  const value = program.it.evaluate(node, program.it.frameAt(node));
  return value.length === 0 || value.some(({ kind }) => kind !== "response");
}

function isAwaitedVariable(node: ts.Identifier): boolean {
  const declaration = resolveName(node.text, node);
  if (node.text === "undefined") return true;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return (
    initializer !== undefined && (ts.isAwaitExpression(unwrap(initializer)) || ts.isNewExpression(unwrap(initializer)))
  );
}
