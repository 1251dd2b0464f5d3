import { ts } from "ts-morph";
import { forEachNode } from "../body/own-nodes.ts";
import type { DerivedFunction } from "./facts.ts";

/** How a function answers: by the class that it or, for want of that, its file uses; null if it makes no responses. */
export function responseClassOf(statement: ts.Node): DerivedFunction["responseClass"] {
  const names = new Set<string>();
  forEachNode(statement, (node) => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) names.add(node.expression.text);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) names.add(node.expression.text);
  });
  if (names.has("NextResponse")) return "NextResponse";
  return names.has("Response") ? "Response" : importsValue(statement.getSourceFile(), "NextResponse");
}

function importsValue(source: ts.SourceFile, name: "NextResponse"): "NextResponse" | null {
  const isImported = source.statements.filter(ts.isImportDeclaration).some(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || importClause.phaseModifier !== undefined) return false;
    return bindings.elements.some((element) => element.name.text === name && !element.isTypeOnly);
  });
  return isImported ? name : null;
}
