import { ts } from "ts-morph";
import { unwrap } from "./unwrap.ts";

const indexes = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.CallExpression[]>>();

/** The calls of a file whose callee ends in a name: `name(...)`, `object.name(...)`. */
export function callsByName(source: ts.SourceFile, name: string): readonly ts.CallExpression[] {
  const index = indexes.get(source) ?? indexOf(source);
  indexes.set(source, index);
  return index.get(name) ?? [];
}

function indexOf(source: ts.SourceFile): ReadonlyMap<string, readonly ts.CallExpression[]> {
  const index = new Map<string, ts.CallExpression[]>();
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) ? lastName(node.expression) : null;
    if (ts.isCallExpression(node) && name !== null) {
      const known = index.get(name);
      if (known) known.push(node);
      else index.set(name, [node]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return index;
}

function lastName(callee: ts.Expression): string | null {
  const node = unwrap(callee);
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : null;
}
