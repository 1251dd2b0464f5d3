import type { DerivedFunction } from "../analyse/scaffold/facts.ts";
import type { Opening } from "../analyse/scaffold/opening.ts";
import { freeName } from "../plan/region/free-name.ts";

/** Names in the new code for the callback's own. */
type Names = ReadonlyMap<string, string>;

export interface OpeningNames {
  readonly tenant: string;
  /** Null if the callback takes no client. */
  readonly client: string | null;
  readonly renamed: Names;
}

/** The callback's own names, another where the function around it has a meaning for one. */
export function namesFor({ callback, tenant }: Opening, { fn }: { readonly fn: DerivedFunction }): OpeningNames {
  if (callback.kind === "reference") {
    const free = (name: string): string => freeName([name], fn.scopeNames);
    return {
      tenant: tenant.kind === "expression" ? tenant.text : free("tenantId"),
      client: free("db"),
      renamed: new Map(),
    };
  }
  const taken = [...fn.scopeNames];
  const renamed = new Map<string, string>();
  for (const { name, collides } of callback.names) {
    if (!collides) continue;
    const candidates =
      name === callback.clientName ? ["sessionClient"] : name === callback.tenantName ? ["sessionTenantId"] : [name];
    const free = freeName(candidates, taken);
    taken.push(free);
    renamed.set(name, free);
  }
  const local = (name: string): string => renamed.get(name) ?? name;
  const given =
    tenant.kind === "expression"
      ? tenant.text
      : callback.tenantName === null
        ? freeName(["tenantId"], taken)
        : local(callback.tenantName);
  return { tenant: given, client: callback.clientName === null ? null : local(callback.clientName), renamed };
}
