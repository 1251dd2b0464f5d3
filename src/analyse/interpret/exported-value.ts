import type { RepositoryPath } from "../../model/text.ts";
import { moduleExports, type ModuleExport } from "../syntax/module-exports.ts";
import { topLevelDeclarations } from "../syntax/scope.ts";
import { opaque, type Value } from "../value/value.ts";
import { moduleValue } from "./declared-value.ts";
import type { Interpreter } from "./interpreter.ts";

/** Prisma's own exports, wherever they are imported from: the generated client may stand in the repository. */
const prismaExports = new Set(["PrismaClient", "Prisma"]);

/**
 * The value of an exported name of a file, through re-exports and `export *`. A name that is nowhere is a missing
 * module member, which may be anything.
 */
export function exportedValue(it: Interpreter, file: RepositoryPath, name: string): Value {
  if (prismaExports.has(name)) return [{ kind: "package", path: ["@prisma/client", name], missing: false }];
  return lookUp(it, { file, name }, new Set()) ?? missing(file, name);
}

interface Wanted {
  readonly file: RepositoryPath;
  readonly name: string;
}

function lookUp(it: Interpreter, wanted: Wanted, seen: Set<string>): Value | null {
  const { file, name } = wanted;
  const key = `${file}#${name}`;
  const source = it.sources.get(file);
  if (seen.has(key) || !source) return null;
  seen.add(key);
  const table = moduleExports(source);
  const found = table.named.get(name);
  if (found) return valueOf(it, { file, found }, seen);
  if (table.isWhole && name !== "default") return it.property(it.exported(file, "default"), name);
  for (const specifier of name === "default" ? [] : table.stars) {
    const value = throughModule(it, { from: file, specifier, name }, seen);
    if (value) return value;
  }
  return null;
}

function valueOf(it: Interpreter, at: { file: RepositoryPath; found: ModuleExport }, seen: Set<string>): Value | null {
  const { file, found } = at;
  const source = it.sources.get(file);
  if (!source) return null;
  const frame = it.moduleFrame(source);
  switch (found.kind) {
    case "local": {
      const declaration = topLevelDeclarations(source).get(found.name);
      // A name without a value is a type.
      return declaration ? it.declared(declaration, frame) : opaque;
    }
    case "reexport":
      return throughModule(it, { from: file, specifier: found.specifier, name: found.imported }, seen);
    case "namespace":
      return moduleValue(it, found.specifier, file);
    case "expression":
      return it.evaluate(found.expression, frame);
  }
}

function throughModule(
  it: Interpreter,
  step: { from: RepositoryPath; specifier: string; name: string },
  seen: Set<string>,
): Value | null {
  const resolved = it.resolveModule(step.specifier, step.from);
  if (resolved.kind === "file") return lookUp(it, { file: resolved.file, name: step.name }, seen);
  // Where several modules are re-exported whole, a package or missing one may or may not have the name: look on.
  return it.property(moduleValue(it, step.specifier, step.from), step.name);
}

function missing(file: RepositoryPath, name: string): Value {
  return [{ kind: "package", path: [file, name], missing: true }];
}
