import { ts } from "ts-morph";
import type { TextRange } from "../../model/text.ts";
import { rangeOf } from "../body/own-nodes.ts";
import { fileOf, lineOf } from "../program/source-files.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import { topLevelDeclarations } from "../syntax/scope.ts";
import type { FunctionSource } from "./facts.ts";
import { Underivable } from "./underivable.ts";

/** A top-level name and the statement that declares it. */
export interface TopLevel {
  readonly name: string;
  readonly statement: ts.FunctionDeclaration | ts.VariableStatement;
}

/** The top-level statement that declares a name of a file; null for an import, a class, a part of a destructuring. */
export function topLevelStatement(source: ts.SourceFile, name: string): TopLevel | null {
  const declaration = topLevelDeclarations(source).get(name);
  if (!declaration) return null;
  if (ts.isFunctionDeclaration(declaration)) return { name, statement: declaration };
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : null;
  return statement && ts.isVariableStatement(statement) ? { name, statement } : null;
}

/** The top-level statement around a node. */
export function topLevelAround(node: ts.Node): TopLevel | null {
  let current = node;
  while (!ts.isSourceFile(current.parent)) current = current.parent;
  if (ts.isFunctionDeclaration(current)) return { name: current.name?.text ?? "default", statement: current };
  if (!ts.isVariableStatement(current)) return null;
  const declaration = current.declarationList.declarations.find(({ pos, end }) => pos <= node.pos && node.end <= end);
  return declaration && ts.isIdentifier(declaration.name) ? { name: declaration.name.text, statement: current } : null;
}

/** @throws Underivable if the statement declares more than this name, or the module is CommonJS */
export function functionSource({ name, statement }: TopLevel): FunctionSource {
  const file = fileOf(statement);
  const overloads = ts.isFunctionDeclaration(statement) ? overloadsOf(statement) : [statement];
  const [first = statement] = overloads;
  const modifiers = overloads.flatMap((overload) => ts.getModifiers(overload) ?? []);
  const defaultKeyword = modifiers.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  const isExported = modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return {
    file,
    name,
    line: lineOf(statement),
    declaration: { start: first.getStart(), end: statement.end },
    names: overloads.flatMap(nameRanges),
    exported: isExported ? (defaultKeyword ? "default" : "named") : notInPlace(statement, name),
    defaultKeyword: defaultKeyword ? { start: defaultKeyword.getStart(), end: defaultKeyword.end + 1 } : null,
    isTypeScript: !/\.[cm]?jsx?$/.test(file),
  };
}

/** `export default name` at the end of the file, `export { name }`, or not exported at all. */
function notInPlace(statement: ts.Node, name: string): FunctionSource["exported"] {
  const exports = [...moduleExports(statement.getSourceFile()).named];
  if (exports.some(([, value]) => value.kind === "local" && value.name === name)) return "none";
  const assigned = exports.find(([, value]) => value.kind === "expression" && value.expression.getText() === name);
  if (assigned && assigned[0] !== "default") throw new Underivable(statement, "it is exported by CommonJS");
  return assigned ? "default" : "none";
}

function overloadsOf(statement: ts.FunctionDeclaration): readonly ts.FunctionDeclaration[] {
  const { parent, name } = statement;
  if (!ts.isSourceFile(parent) || !name) return [statement];
  const all = parent.statements.filter(ts.isFunctionDeclaration).filter((other) => other.name?.text === name.text);
  return all.length > 0 ? all : [statement];
}

function nameRanges(statement: ts.FunctionDeclaration | ts.VariableStatement): readonly TextRange[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [rangeOf(statement.name)] : [];
  const { declarations } = statement.declarationList;
  if (declarations.length > 1) throw new Underivable(statement, "its statement declares other variables too");
  return declarations.map(({ name }) => rangeOf(name));
}
