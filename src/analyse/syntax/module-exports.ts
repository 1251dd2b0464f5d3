import { ts } from "ts-morph";

/** What stands behind an exported name of one file. */
export type ModuleExport =
  /** A name declared in the file. */
  | { readonly kind: "local"; readonly name: string }
  /** `export { imported as name } from "specifier"` */
  | { readonly kind: "reexport"; readonly specifier: string; readonly imported: string }
  /** `export * as name from "specifier"` */
  | { readonly kind: "namespace"; readonly specifier: string }
  /** `export default <expression>`, `module.exports.name = <expression>` */
  | { readonly kind: "expression"; readonly expression: ts.Expression };

export interface ModuleExports {
  readonly named: ReadonlyMap<string, ModuleExport>;
  /** Specifiers of `export * from`, in order. */
  readonly stars: readonly string[];
  /** True for `module.exports = value` and `export = value`: the names are properties of the default. */
  readonly isWhole: boolean;
}

const cache = new WeakMap<ts.SourceFile, ModuleExports>();

/** The export table of a file: ES modules, and the usual CommonJS assignments. */
export function moduleExports(source: ts.SourceFile): ModuleExports {
  const known = cache.get(source);
  if (known) return known;
  const named = new Map<string, ModuleExport>();
  const stars: string[] = [];
  for (const statement of source.statements) addStatement(statement, named, stars);
  const table = { named, stars, isWhole: source.statements.some(exportsWhole) };
  cache.set(source, table);
  return table;
}

function exportsWhole(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return statement.isExportEquals === true;
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
  return statement.expression.left.getText() === "module.exports";
}

function addStatement(statement: ts.Statement, named: Map<string, ModuleExport>, stars: string[]): void {
  if (ts.isExportDeclaration(statement)) addExportDeclaration(statement, named, stars);
  else if (ts.isExportAssignment(statement))
    named.set("default", { kind: "expression", expression: statement.expression });
  else if (isExported(statement)) addDeclared(statement, named);
  else if (ts.isExpressionStatement(statement)) addCommonJs(statement.expression, named);
}

function addExportDeclaration(
  statement: ts.ExportDeclaration,
  named: Map<string, ModuleExport>,
  stars: string[],
): void {
  if (statement.isTypeOnly) return;
  const specifier = specifierText(statement.moduleSpecifier);
  const clause = statement.exportClause;
  if (!clause) {
    if (specifier !== null) stars.push(specifier);
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (specifier !== null) named.set(clause.name.text, { kind: "namespace", specifier });
    return;
  }
  for (const element of clause.elements) {
    if (element.isTypeOnly) continue;
    const imported = (element.propertyName ?? element.name).text;
    const target: ModuleExport =
      specifier === null ? { kind: "local", name: imported } : { kind: "reexport", specifier, imported };
    named.set(element.name.text, target);
  }
}

function addDeclared(statement: ts.Statement, named: Map<string, ModuleExport>): void {
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) addBinding(declaration.name, named);
    return;
  }
  if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement) && !ts.isEnumDeclaration(statement))
    return;
  const isDefault = ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Default;
  if (isDefault) named.set("default", defaultExport(statement));
  else if (statement.name) named.set(statement.name.text, { kind: "local", name: statement.name.text });
}

function defaultExport(statement: ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration): ModuleExport {
  if (statement.name) return { kind: "local", name: statement.name.text };
  // A function or class declaration without a name is evaluated like an expression; only `export default` allows it.
  return { kind: "expression", expression: statement as ts.Node as ts.FunctionExpression };
}

function addBinding(name: ts.BindingName, named: Map<string, ModuleExport>): void {
  if (ts.isIdentifier(name)) {
    named.set(name.text, { kind: "local", name: name.text });
    return;
  }
  for (const element of name.elements) if (ts.isBindingElement(element)) addBinding(element.name, named);
}

/** `module.exports = x`, `module.exports.name = x`, `exports.name = x`. */
function addCommonJs(expression: ts.Expression, named: Map<string, ModuleExport>): void {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
  const { left, right } = expression;
  if (!ts.isPropertyAccessExpression(left)) return;
  const target = left.expression.getText();
  if (target === "module" && left.name.text === "exports") addCommonJsObject(right, named);
  else if (target === "exports" || target === "module.exports") {
    named.set(left.name.text, { kind: "expression", expression: right });
  }
}

function addCommonJsObject(value: ts.Expression, named: Map<string, ModuleExport>): void {
  named.set("default", { kind: "expression", expression: value });
  if (!ts.isObjectLiteralExpression(value)) return;
  for (const property of value.properties) {
    if (ts.isShorthandPropertyAssignment(property))
      named.set(property.name.text, { kind: "expression", expression: property.name });
    if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name)) {
      named.set(property.name.text, { kind: "expression", expression: property.initializer });
    }
  }
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
  );
}

function specifierText(node: ts.Expression | undefined): string | null {
  return node && ts.isStringLiteralLike(node) ? node.text : null;
}
