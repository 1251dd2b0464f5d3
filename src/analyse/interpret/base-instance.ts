import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import { alternativeKey } from "../value/key.ts";
import { type Frame, type InstanceValue, nothing, opaque, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

const constructorFrames = new WeakMap<Interpreter, Map<string, Frame>>();

/** The frame of the constructor, in which fields and parameter properties get their values; one for each kind of instance. */
export function constructorFrame(it: Interpreter, value: InstanceValue): Frame {
  const frames = constructorFrames.get(it) ?? new Map<string, Frame>();
  constructorFrames.set(it, frames);
  const key = alternativeKey(value);
  const frame = frames.get(key) ?? makeConstructorFrame(it, value);
  frames.set(key, frame);
  return frame;
}

function makeConstructorFrame(it: Interpreter, value: InstanceValue): Frame {
  const constructor = value.of.node.members.find(
    (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  if (!constructor || !ts.isConstructorDeclaration(constructor))
    return { ...value.of.frame, self: [value], values: new Map() };
  return it.frame(constructor, value.of.frame, { arguments: value.arguments, self: [value] });
}

/** What the instance inherits: the value of `new Base(...)`, a client for `extends PrismaClient`. */
export function baseInstance(it: Interpreter, value: InstanceValue): Value {
  const base = baseExpression(value.of.node);
  if (!base) return nothing;
  const frame = constructorFrame(it, value);
  const given = superArguments(value.of.node)?.map((argument) => it.evaluate(argument, frame)) ?? value.arguments;
  return join(...it.evaluate(base, value.of.frame).map((alternative) => instanceOf(alternative, given)));
}

/** What follows `extends`, if anything does. */
export function baseExpression(node: ts.ClassLikeDeclaration): ts.Expression | null {
  const clause = node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression ?? null;
}

/** What `new` of a value gives. */
export function instanceOf(value: Value[number], given: readonly Value[]): Value {
  if (value.kind === "class") return [{ kind: "instance", of: value, arguments: given }];
  if (value.kind === "package" && value.path.at(-1) === "PrismaClient") {
    return [{ kind: "client", client: "global", openedOn: null, extensions: [] }];
  }
  if (value.kind === "package") return [{ ...value, path: [...value.path, "new"] }];
  return value.kind === "probe" ? [value] : opaque;
}

function superArguments(node: ts.ClassLikeDeclaration): readonly ts.Expression[] | null {
  const constructor = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  if (!constructor || !ts.isConstructorDeclaration(constructor)) return null;
  for (const statement of constructor.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    if (statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword) return statement.expression.arguments;
  }
  return null;
}
