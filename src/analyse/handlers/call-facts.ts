import { ts } from "ts-morph";
import { rangeOf } from "../body/own-nodes.ts";
import { httpMethodOf, routePathOf } from "../../discover/route-path.ts";
import type { CalleeImport, HandlerFacts } from "../../model/handler.ts";
import type { TextRange } from "../../model/text.ts";
import { lineOf } from "../program/source-files.ts";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { WrapperShape } from "../wrapper/wrapper-shape.ts";
import type { WrapperCall } from "./wrapper-calls.ts";

/** What a wrapper call shows by itself. */
export type CallFacts = Omit<
  HandlerFacts,
  "classification" | "effects" | "externalCalls" | "needsRegion" | "body" | "diagnostics"
>;

/** Where a wrapper call stands, and how it names the wrapper. */
export function callFacts(call: WrapperCall, shape: WrapperShape): CallFacts {
  const argument = call.node.arguments[shape.handlerArgument];
  return {
    id: call.id,
    file: call.file,
    line: lineOf(call.node),
    method: httpMethodOf(call.exportName),
    route: routePathOf(call.file),
    wrapper: call.family.legacy,
    state: call.state,
    call: rangeOf(call.node),
    handlerArgument: argument && !ts.isSpreadElement(argument) ? rangeOf(argument) : null,
    ...calleeOf(call.node),
    bodySharedBy: 1,
  };
}

function calleeOf(node: ts.CallExpression): { calleeName: TextRange; calleeImport: CalleeImport } {
  const callee = unwrap(node.expression);
  if (ts.isPropertyAccessExpression(callee)) {
    return {
      calleeName: rangeOf(callee.name),
      calleeImport: { kind: "namespace", namespace: callee.expression.getText() },
    };
  }
  const declaration = ts.isIdentifier(callee) ? resolveName(callee.text, callee) : null;
  const local = callee.getText();
  if (declaration && ts.isImportSpecifier(declaration)) {
    const imported = (declaration.propertyName ?? declaration.name).text;
    return { calleeName: rangeOf(callee), calleeImport: { kind: "named", local, imported } };
  }
  if (declaration && ts.isImportClause(declaration))
    return { calleeName: rangeOf(callee), calleeImport: { kind: "named", local, imported: "default" } };
  return { calleeName: rangeOf(callee), calleeImport: { kind: "local" } };
}
