import { ts } from "ts-morph";
import { propertiesAssignedTo } from "../syntax/assignments.ts";
import type { Declaration } from "../syntax/scope.ts";
import { join } from "../value/join.ts";
import { type FunctionValue, nothing, opaque, type Value } from "../value/value.ts";
import { namespaceValue } from "./declared-value.ts";
import type { Interpreter } from "./interpreter.ts";

const methods = new Set(["bind", "call", "apply"]);

/** `fn.call`, what is assigned to `fn.name`, and what a `namespace` of the same name exports. */
export function functionMember(it: Interpreter, value: FunctionValue, name: string | null): Value {
  if (name !== null && methods.has(name)) return [{ kind: "builtin", path: ["Function", name], receiver: [value] }];
  const declaration = declarationOf(value.node);
  if (!declaration?.name || !ts.isIdentifier(declaration.name)) return opaque;
  const assigned = propertiesAssignedTo(declaration, declaration.name.text)
    .filter(({ property }) => property === null || name === null || property === name)
    .map(({ value: expression }) => it.evaluate(expression, it.frameAt(expression)));
  const merged = it.property(mergedNamespace(it, declaration, declaration.name.text), name);
  const found = join(...assigned, merged);
  return found.length > 0 ? found : opaque;
}

function declarationOf(node: ts.FunctionLikeDeclaration): Extract<Declaration, { name?: unknown }> | null {
  if (ts.isFunctionDeclaration(node)) return node;
  return ts.isVariableDeclaration(node.parent) ? node.parent : null;
}

function mergedNamespace(it: Interpreter, declaration: ts.Node, name: string): Value {
  const scope = declaration.parent;
  if (!ts.isFunctionDeclaration(declaration) || (!ts.isSourceFile(scope) && !ts.isModuleBlock(scope))) return nothing;
  const namespaces = scope.statements.filter((one) => ts.isModuleDeclaration(one) && one.name.text === name);
  return join(
    ...namespaces.map((one) => (ts.isModuleDeclaration(one) ? namespaceValue(it, one, it.frameAt(one)) : nothing)),
  );
}
