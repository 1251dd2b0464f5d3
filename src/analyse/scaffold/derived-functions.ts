import { ts } from "ts-morph";
import { takenNames } from "../body/taken-names.ts";
import { contains, forEachNode, functionAround, rangeOf } from "../body/own-nodes.ts";
import { fileOf } from "../program/source-files.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { DerivedFunction, RenamedCall, SessionWrite } from "./facts.ts";
import type { Opening } from "./opening.ts";
import { functionSource, type TopLevel, topLevelAround } from "./function-source.ts";
import { scopeNames } from "./variable-names.ts";
import { findOpenings, type FoundOpening } from "./openings.ts";
import { functionsOf, type ScaffoldProgram } from "./scaffold-program.ts";
import { sessionWrites } from "./session-check.ts";
import { openingFacts } from "./opening-facts.ts";
import { responseClassOf } from "./response-class.ts";
import { quoted, Underivable } from "./underivable.ts";

/** A function to derive, and which of its parameters is the handler. */
export interface ToDerive extends TopLevel {
  readonly newName: string;
  readonly handlers: ReadonlySet<ts.Node>;
  /** The wrapper itself, if the statement only calls what makes it: `export const withSession = createWrapper(options)`. */
  readonly madeElsewhere?: ts.FunctionLikeDeclaration;
}

/**
 * The wrapper, and every function between it and the transaction that must be derived with it; the wrapper first.
 *
 * @throws Underivable that says which part stands in the way
 */
export function derivedFunctions(program: ScaffoldProgram, wrapper: ToDerive): readonly DerivedFunction[] {
  const derived = new Map<string, DerivedFunction>();
  const pending: ToDerive[] = [wrapper];
  for (let next = pending.shift(); next; next = pending.shift()) {
    const key = `${fileOf(next.statement)}#${next.name}`;
    if (derived.has(key)) continue;
    derived.set(key, derivedFunction(program, next, pending));
  }
  return [...derived.values()];
}

function derivedFunction(program: ScaffoldProgram, wanted: ToDerive, pending: ToDerive[]): DerivedFunction {
  const { statement, name, newName, handlers } = wanted;
  const responseClass = responseClassOf(statement);
  if (wanted.madeElsewhere) return factoryCall(program, { ...wanted, madeElsewhere: wanted.madeElsewhere }, pending);
  const found = findOpenings(program, statement, handlers);
  if (found.length === 0)
    throw new Underivable(statement, `no call was found in ${name} that runs the handler in a tenant transaction`);
  const renames: RenamedCall[] = [];
  const openings: Opening[] = [];
  const writes: SessionWrite[] = [];
  for (const one of found) {
    refuseNested(program, one, handlers);
    const opening = openingFacts(program, one, responseClass);
    if (opening) openings.push(opening);
    else renames.push(renameOf(one, pending, program));
    writes.push(...sessionWrites(program, one));
  }
  const [first] = found;
  const holder = first ? functionAround(first.call) : null;
  return {
    source: functionSource(wanted),
    newName,
    openings,
    renames,
    writes,
    takenNames: holder ? takenNames(holder) : [],
    scopeNames: holder ? [...scopeNames(holder)].toSorted() : [],
    responseClass,
  };
}

/** The wrapper is what a function of the repository returns: that function is derived, and called instead. */
function factoryCall(
  program: ScaffoldProgram,
  wanted: ToDerive & { madeElsewhere: ts.FunctionLikeDeclaration },
  pending: ToDerive[],
): DerivedFunction {
  const { statement, name, newName, handlers, madeElsewhere } = wanted;
  const factory = topLevelAround(madeElsewhere);
  const calls: ts.CallExpression[] = [];
  forEachNode(statement, (node) => {
    if (
      ts.isCallExpression(node) &&
      functionsOf(program, node.expression).some((fn) => contains(rangeOf(fn), rangeOf(madeElsewhere)))
    )
      calls.push(node);
  });
  const [call, ...others] = calls;
  if (!factory || !call || others.length > 0) throw new Underivable(statement, `${name} is not made in place`);
  const callee = unwrap(call.expression);
  const isMember = ts.isPropertyAccessExpression(callee);
  pending.push({ ...factory, newName: `${factory.name}V2`, handlers });
  const to = { file: fileOf(madeElsewhere), name: `${factory.name}V2` };
  const rename = { callee: rangeOf(isMember ? callee.name : callee), isMember, to };
  return {
    source: functionSource(wanted),
    newName,
    openings: [],
    renames: [rename],
    writes: [],
    takenNames: [],
    scopeNames: [],
    responseClass: null,
  };
}

function refuseNested(
  program: ScaffoldProgram,
  { call, callback }: FoundOpening,
  handlers: ReadonlySet<ts.Node>,
): void {
  const [inner] = findOpenings(program, callback, handlers);
  if (inner)
    throw new Underivable(
      inner.call,
      `\`${quoted(inner.call)}\` opens a second transaction inside \`${quoted(call.expression)}\``,
    );
}

/** For another wrapper, and for a function that does more than open the transaction: call what is derived from it. */
function renameOf({ call, through }: FoundOpening, pending: ToDerive[], program: ScaffoldProgram): RenamedCall {
  const callee = unwrap(call.expression);
  const isMember = ts.isPropertyAccessExpression(callee);
  const range = rangeOf(isMember ? callee.name : callee);
  if (through.kind === "family") {
    const [fn] = functionsOf(program, call.expression);
    const { legacy, replacement } = through.family;
    if (replacement === null || !fn)
      throw new Underivable(call, `it calls ${legacy}, which has no replacement in the configuration`);
    return { callee: range, isMember, to: { file: fileOf(fn), name: replacement } };
  }
  if (through.kind !== "function")
    throw new Underivable(call, `\`${quoted(call)}\` does not say for which tenant it is`);
  const around = topLevelAround(through.fn);
  if (!around) throw new Underivable(through.fn, `${quoted(callee)} is no function of a module's top level`);
  const newName = `${around.name}V2`;
  pending.push({ ...around, newName, handlers: through.handlers });
  return { callee: range, isMember, to: { file: fileOf(through.fn), name: newName } };
}
