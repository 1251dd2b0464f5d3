import { diagnostic } from "../../diagnostics/create.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { exportOrigin } from "../program/origin.ts";
import { lineOf } from "../program/source-files.ts";
import { resolveName } from "../syntax/scope.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { ts } from "ts-morph";
import type { WrapperCall } from "./wrapper-calls.ts";

/**
 * Modules that do not export the replacement yet: the one that declares the legacy wrapper, else those that re-export it
 * to handlers. One finding for each.
 */
export function missingReplacements(it: Interpreter, calls: readonly WrapperCall[]): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const call of calls) {
    const { replacement } = call.family;
    const module = call.state === "legacy" && replacement !== null ? importedFrom(call) : null;
    if (module === null || replacement === null) continue;
    if (isExported(it, { call, module, replacement })) continue;
    const lacking = declaresIt(it, call, replacement) ? module : (call.origin.file ?? module);
    const key = `${replacement}@${lacking}`;
    if (found.has(key)) continue;
    found.set(
      key,
      diagnostic("MS1003", { file: call.file, line: lineOf(call.node) }, { replacement, module: lacking }),
    );
  }
  return [...found.values()];
}

function isExported(it: Interpreter, at: { call: WrapperCall; module: string; replacement: string }): boolean {
  const { call, module, replacement } = at;
  if (call.origin.file === null) return it.resolveModule(module, call.file).kind === "package";
  return exportOrigin(it, { from: call.file, specifier: module, name: replacement }).file !== null;
}

/** True if the legacy wrapper's own module has the replacement, so that only a barrel lacks it. */
function declaresIt(it: Interpreter, { origin }: WrapperCall, replacement: string): boolean {
  const source = origin.file === null ? null : it.sources.get(origin.file);
  return source !== null && moduleExports(source).named.has(replacement);
}

/** The specifier of the import that brings the wrapper in. */
function importedFrom(call: WrapperCall): string | null {
  const callee = unwrap(call.node.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  const declaration = ts.isIdentifier(name) ? resolveName(name.text, name) : null;
  for (let node: ts.Node | undefined = declaration ?? undefined; node; node = node.parent) {
    if (ts.isImportDeclaration(node))
      return ts.isStringLiteralLike(node.moduleSpecifier) ? node.moduleSpecifier.text : null;
  }
  return null;
}
