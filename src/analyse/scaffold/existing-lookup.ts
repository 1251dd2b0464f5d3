import type { RepositoryPath } from "../../model/text.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import type { NameInModule } from "./facts.ts";
import { topLevelStatement } from "./function-source.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";

export const tenantLookupName = "getTenantIdFromRequest";

/** The application's own function of that name, in the module at hand or exported from another one. */
export function existingLookup({ it, candidates }: ScaffoldProgram, file: RepositoryPath): NameInModule | null {
  const files = [file, ...candidates.naming([tenantLookupName])];
  const found = files.find((candidate) => {
    const source = it.sources.get(candidate);
    if (!source || !topLevelStatement(source, tenantLookupName)) return false;
    return moduleExports(source).named.get(tenantLookupName)?.kind === "local";
  });
  return found === undefined ? null : { file: found, name: tenantLookupName };
}
