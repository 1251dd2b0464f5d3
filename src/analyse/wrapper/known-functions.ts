import type { ts } from "ts-morph";
import type { ResolvedConfig } from "../../model/config.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { Candidates } from "../../discover/candidates.ts";
import type { Interpreter, KnownFunctions } from "../interpret/interpreter.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import { clientsIn } from "../value/holds-client.ts";
import type { FunctionValue, Value } from "../value/value.ts";

/** The tenant transaction as the application declares it. */
export interface TenantTransaction {
  readonly file: RepositoryPath;
  readonly name: string;
  /** True if it takes options for the transaction after the callback. */
  readonly acceptsOptions: boolean;
}

/** Finds the functions whose meaning the tool knows; null where the repository does not export them. */
export function findKnownFunctions(
  it: Interpreter,
  candidates: Candidates,
  config: ResolvedConfig,
): { readonly known: KnownFunctions; readonly tenantTransaction: TenantTransaction | null } {
  const { name, module } = config.tenantTransaction;
  const declared = declarationsOf(it, candidates, { name, module });
  const tenantNodes = new Set(declared.flatMap(({ value }) => functionNodes(value)));
  const wrappers = new Map<ts.Node, string>();
  for (const { legacy, replacement, module: wrapperModule } of config.sessions) {
    for (const wrapper of replacement === null ? [legacy] : [legacy, replacement]) {
      const found = declarationsOf(it, candidates, { name: wrapper, module: wrapperModule });
      for (const node of found.flatMap(({ value }) => functionNodes(value))) wrappers.set(node, legacy);
    }
  }
  const [first] = declared;
  return {
    known: {
      isTenantTransaction: (node) => tenantNodes.has(node),
      sessionWrapperOf: (node) => wrappers.get(node) ?? null,
      tenantExtensions: declared.flatMap(({ value }) =>
        value.flatMap((one) => (one.kind === "function" ? extensionsOf(it, one) : [])),
      ),
      handedTo: () => null,
    },
    tenantTransaction: first ? { file: first.file, name, acceptsOptions: acceptsOptions(first.value) } : null,
  };
}

/** The client extensions of the client that the tenant transaction calls back with. */
function extensionsOf(it: Interpreter, callee: FunctionValue): readonly Value[] {
  const found: Value[] = [];
  it.onProbe = (_, given) => {
    for (const client of given.flatMap((value) => clientsIn(value))) found.push(...client.extensions);
  };
  it.invoke(
    callee,
    callee.node.parameters.map((_, index): Value => [{ kind: "probe", index }]),
  );
  it.onProbe = null;
  return [...new Set(found)];
}

interface Declared {
  readonly file: RepositoryPath;
  readonly value: Value;
}

/** Files that declare and export a name; with a module only the one that it leads to. */
function declarationsOf(
  it: Interpreter,
  candidates: Candidates,
  wanted: { readonly name: string; readonly module: string | null },
): readonly Declared[] {
  const { name, module } = wanted;
  const configured = module === null ? null : it.resolveModule(module, "migrate-sessions.config.ts");
  if (configured?.kind === "file") return [{ file: configured.file, value: it.exported(configured.file, name) }];
  const files = module !== null && it.sources.get(module) ? [module] : candidates.declaring(name);
  return files.flatMap((file): Declared[] => {
    const source = it.sources.get(file);
    const isDeclared = source !== null && moduleExports(source).named.has(name);
    const value = isDeclared ? it.exported(file, name) : [];
    return functionNodes(value).some((node) => node.getSourceFile().fileName === file) ? [{ file, value }] : [];
  });
}

function functionNodes(value: Value): readonly ts.FunctionLikeDeclaration[] {
  return value.flatMap((alternative) => (alternative.kind === "function" ? [alternative.node] : []));
}

function acceptsOptions(value: Value): boolean {
  return functionNodes(value).some(
    (node) => node.parameters.length > 2 || node.parameters.some((p) => p.dotDotDotToken),
  );
}
