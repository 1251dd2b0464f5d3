import type { NameInModule, TenantTransactionFacts } from "../analyse/scaffold/facts.ts";

/** What the new wrapper hands to its handlers. */
export interface SessionClient {
  /** `tenant`: every operation sets the tenant first. `plain`: the application's own client. */
  readonly kind: "tenant" | "plain";
  /** What a module must import for it. */
  readonly needs: NameInModule;
  /** The expression, with the local name of the import in it. */
  expression(local: string, tenant: string): string;
  /** What must be generated for it, if it is not there yet. */
  readonly generate: TenantTransactionFacts | null;
}

/** Why there is no client to hand out, as a phrase. */
export interface NoClient {
  readonly kind: "none";
  readonly why: string;
}

/**
 * Chooses the session client: the tenant-scoped one where a policy of the database reads the setting that the tenant
 * transaction writes, else the plain one (DESIGN.md 7).
 */
export function sessionClient(
  facts: TenantTransactionFacts,
  name: string,
  hasPolicies: boolean,
): SessionClient | NoClient {
  return hasPolicies ? tenantScoped(facts, name) : plain(facts);
}

function tenantScoped(facts: TenantTransactionFacts, name: string): SessionClient | NoClient {
  const { existing, problem, settings, source } = facts;
  if (existing === null && problem !== null)
    return none(`the tenant-scoped client cannot be made from ${source.name}: ${problem}`);
  if (existing === null && settings.length === 0)
    return none(`${source.name} sets nothing that the policies of the database could read`);
  return {
    kind: "tenant",
    needs: existing ?? { file: source.file, name },
    expression: (local, tenant) => `${local}(${tenant})`,
    generate: existing === null ? facts : null,
  };
}

function plain({ client, source }: TenantTransactionFacts): SessionClient | NoClient {
  const { exported, text } = client;
  if (exported === null)
    return none(`the client of ${source.name}, ${text}, is exported by no module of the repository`);
  return {
    kind: "plain",
    needs: exported,
    expression: (local) => (text.endsWith("()") ? `${local}()` : local),
    generate: null,
  };
}

function none(why: string): NoClient {
  return { kind: "none", why };
}
