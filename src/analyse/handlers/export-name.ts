import { ts } from "ts-morph";
import { httpMethodOf } from "../../discover/route-path.ts";

/**
 * The name by which a handler's id calls the top-level code around a node: its exported name (an HTTP method before
 * others, `default` for a default export), else the name of the function or variable, else `module`.
 */
export function exportNameOf(node: ts.Node): string {
  const statement = topLevelStatement(node);
  const name = declaredName(statement, node) ?? commonJsName(statement);
  if (name === null) return ts.isExportAssignment(statement) || hasDefault(statement) ? "default" : "module";
  const exported = exportedNames(node.getSourceFile(), name);
  if (hasDefault(statement)) exported.push("default");
  return exported.find((candidate) => httpMethodOf(candidate) !== null) ?? exported[0] ?? name;
}

function topLevelStatement(node: ts.Node): ts.Node {
  let current = node;
  while (!ts.isSourceFile(current.parent)) current = current.parent;
  return current;
}

function declaredName(statement: ts.Node, node: ts.Node): string | null {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text ?? null;
  if (!ts.isVariableStatement(statement)) return null;
  const declaration = statement.declarationList.declarations.find((d) => d.pos <= node.pos && node.end <= d.end);
  return declaration && ts.isIdentifier(declaration.name) ? declaration.name.text : null;
}

/** `exports.POST = ...`, `module.exports.POST = ...` */
function commonJsName(statement: ts.Node): string | null {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return null;
  const { left } = statement.expression;
  const isExport = ts.isPropertyAccessExpression(left) && /^(module\.)?exports$/.test(left.expression.getText());
  return isExport ? left.name.text : null;
}

/** Names that `export { local as name }` and `export default local` give to a local name. */
function exportedNames(source: ts.SourceFile, local: string): string[] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) {
      return statement.expression.text === local ? ["default"] : [];
    }
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause) return [];
    if (!ts.isNamedExports(statement.exportClause)) return [];
    return statement.exportClause.elements
      .filter((e) => (e.propertyName ?? e.name).text === local)
      .map((e) => e.name.text);
  });
}

function hasDefault(statement: ts.Node): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)
  );
}
