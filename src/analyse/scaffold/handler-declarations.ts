import { ts } from "ts-morph";
import { forEachNode } from "../body/own-nodes.ts";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";

/**
 * What a parameter declares that can be the handler: itself, or of a destructured object (`{ request, handler }`) the
 * parts that the function calls.
 */
export function handlerDeclarations(
  parameter: ts.ParameterDeclaration,
  fn: ts.FunctionLikeDeclaration,
): ReadonlySet<ts.Node> {
  if (ts.isIdentifier(parameter.name)) return new Set([parameter]);
  const called = new Set<ts.Node>();
  forEachNode(fn, (node) => {
    const callee = ts.isCallExpression(node) ? unwrap(node.expression) : null;
    const declaration = callee && ts.isIdentifier(callee) ? resolveName(callee.text, callee) : null;
    const isPart = declaration !== null && parameter.pos <= declaration.pos && declaration.end <= parameter.end;
    if (isPart) called.add(declaration);
  });
  return called.size > 0 ? called : new Set([parameter]);
}
