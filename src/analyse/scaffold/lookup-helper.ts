import { ts } from "ts-morph";
import type { TextRange } from "../../model/text.ts";
import { rangeOf } from "../body/own-nodes.ts";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { TenantLookup } from "./opening.ts";
import { functionSource, topLevelAround } from "./function-source.ts";
import { notFoundErrors, notFoundThrows } from "./not-found-throws.ts";
import { functionsOf, type ScaffoldProgram } from "./scaffold-program.ts";

type HelperLookup = Omit<TenantLookup, "existing" | "passes" | "result">;

/**
 * If a function finds the tenant by nothing but the call of another one of its file, which throws when there is none:
 * that one is the lookup, so that the new function can answer null.
 */
export function lookupHelper(
  program: ScaffoldProgram,
  given: {
    readonly fn: ts.FunctionLikeDeclaration;
    readonly tenants: readonly (TextRange & { readonly tenant: string })[];
  },
): HelperLookup | null {
  const call = onlyLookup(given);
  const [helper, ...others] = call ? functionsOf(program, call.expression) : [];
  if (!call || !helper?.body || others.length > 0 || helper.getSourceFile() !== call.getSourceFile()) return null;
  const around = topLevelAround(helper);
  const throws = notFoundThrows(helper);
  const argumentIndexes = call.arguments.map((argument) => parameterIndex(argument, given.fn));
  if (!around || throws.length === 0 || !ts.isBlock(helper.body) || argumentIndexes.includes(-1)) return null;
  const parameters = helper.parameters.slice(0, argumentIndexes.length);
  return {
    source: functionSource(around),
    parameters: parameters.map((parameter) => parameter.getText()).join(", "),
    argumentIndexes,
    body: { start: helper.body.getStart() + 1, end: helper.body.end - 1 },
    tenants: [],
    notFound: throws.map(rangeOf),
    notFoundErrors: notFoundErrors(throws),
  };
}

/** `const tenantId = await resolveTenantId(request)`, alone before the transaction for that tenant. */
function onlyLookup({
  fn,
  tenants,
}: {
  fn: ts.FunctionLikeDeclaration;
  tenants: readonly (TextRange & { tenant: string })[];
}): ts.CallExpression | null {
  const [end, ...others] = tenants;
  if (!end || others.length > 0 || !fn.body || !ts.isBlock(fn.body)) return null;
  const [before, ...more] = fn.body.statements.filter((statement) => statement.end <= end.start);
  if (!before || more.length > 0 || !ts.isVariableStatement(before)) return null;
  const [declaration, ...rest] = before.declarationList.declarations;
  if (!declaration?.initializer || rest.length > 0 || declaration.name.getText() !== end.tenant) return null;
  const value = unwrap(declaration.initializer);
  const call = ts.isAwaitExpression(value) ? unwrap(value.expression) : value;
  return ts.isCallExpression(call) ? call : null;
}

function parameterIndex(argument: ts.Expression, fn: ts.FunctionLikeDeclaration): number {
  const declaration = ts.isIdentifier(argument) ? resolveName(argument.text, argument) : null;
  return fn.parameters.findIndex((parameter) => parameter === declaration);
}
