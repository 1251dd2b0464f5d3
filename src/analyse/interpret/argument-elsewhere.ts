import { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import { httpMethodOf } from "../../discover/route-path.ts";
import { originOf } from "../program/origin.ts";
import { fileOf } from "../program/source-files.ts";
import { callsByName } from "../syntax/calls-by-name.ts";
import { join } from "../value/join.ts";
import { opaque, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/** Calls of one name in more files than this are not looked at. */
const maxFiles = 40;

const running = new WeakMap<Interpreter, Set<ts.Node>>();

/**
 * What a function's parameter may be when the call is not at hand: a value that it has stored outside of itself
 * (`register(name, handler)`, `setClient(db)`). The join over the calls that the analysis has seen and over those that
 * the repository's text shows, told apart by name alone for methods.
 */
export function argumentElsewhere(it: Interpreter, owner: ts.FunctionLikeDeclaration, index: number): Value {
  const active = running.get(it) ?? new Set<ts.Node>();
  running.set(it, active);
  const parameter = owner.parameters[index];
  if (!parameter || active.has(parameter)) return opaque;
  const handed = it.known.handedTo(owner);
  if (handed) return handed[index] ?? opaque;
  active.add(parameter);
  const seen = it.activationsOf(owner).flatMap((given) => given[index] ?? []);
  const written = callsOf(it, owner).flatMap((call): Value => {
    const argument = call.arguments[index];
    return argument && !ts.isSpreadElement(argument) ? it.evaluate(argument, it.frameAt(argument)) : opaque;
  });
  active.delete(parameter);
  return join(seen, written);
}

const known = new WeakMap<ts.Node, readonly ts.CallExpression[]>();

function callsOf(it: Interpreter, owner: ts.FunctionLikeDeclaration): readonly ts.CallExpression[] {
  const found = known.get(owner);
  if (found) return found;
  const calls = findCalls(it, owner);
  known.set(owner, calls);
  return calls;
}

function findCalls(it: Interpreter, owner: ts.FunctionLikeDeclaration): readonly ts.CallExpression[] {
  const name = nameOf(owner);
  // What the framework calls is called by nobody else.
  if (name === null || httpMethodOf(name) !== null) return [];
  const pattern = new RegExp(`(?:^|[^\\w$])${name.replaceAll("$", "\\$")}\\s*(?:\\?\\.)?[(<]`);
  const files = it.texts.naming([name]).filter((file) => pattern.test(it.texts.text(file) ?? ""));
  if (files.length > maxFiles) return [];
  const isMethod = ts.isClassLike(owner.parent) || ts.isObjectLiteralExpression(owner.parent);
  return files.flatMap((file) => callsIn(it, file, { name, home: isMethod ? null : fileOf(owner) }));
}

/** Calls of the name; with a home only those that lead to the function of that name in that file. */
function callsIn(
  it: Interpreter,
  file: RepositoryPath,
  wanted: { name: string; home: RepositoryPath | null },
): readonly ts.CallExpression[] {
  const source = it.sources.get(file);
  const { name, home } = wanted;
  return source ? callsByName(source, name).filter((node) => home === null || leadsTo(it, node, home)) : [];
}

function leadsTo(it: Interpreter, node: ts.CallExpression, home: RepositoryPath): boolean {
  if (fileOf(node) === home) return true;
  return originOf(it, node.expression)?.file === home;
}

function nameOf(node: ts.FunctionLikeDeclaration): string | null {
  if (node.name) return ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name) ? node.name.text : null;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return ts.isIdentifier(parent.name) ? parent.name.text : null;
  }
  return null;
}
