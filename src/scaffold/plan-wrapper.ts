import { tenantLookupName } from "../analyse/scaffold/existing-lookup.ts";
import type { Barrel, DerivedFunction, NameInModule, Refusal, WrapperFacts } from "../analyse/scaffold/facts.ts";
import type { Opening, TenantLookup } from "../analyse/scaffold/opening.ts";
import { tenantClientName } from "../analyse/scaffold/tenant-transaction-facts.ts";
import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { indentationAt } from "../plan/edit/text-lines.ts";
import { freeName } from "../plan/region/free-name.ts";
import { derivedFunctionCode } from "./derived-function-code.ts";
import type { ScaffoldDraft } from "./scaffold-draft.ts";
import { type SessionClient, sessionClient } from "./session-client.ts";
import { tenantClientCode } from "./tenant-client-code.ts";
import { tenantLookupCode } from "./tenant-lookup-code.ts";

/** Plans everything that one wrapper needs, or nothing for it and says why. */
export function planWrapper(draft: ScaffoldDraft, wrapper: WrapperFacts): readonly Diagnostic[] {
  if (wrapper.kind === "refused") return [refusal(wrapper, wrapper)];
  if (wrapper.kind === "derived") {
    const client = clientFor(draft, wrapper.functions);
    if ("why" in client) return [refusal(wrapper, client)];
    for (const fn of wrapper.functions) planFunction(draft, { wrapper, fn, client });
  }
  for (const barrel of wrapper.barrels)
    planBarrel(draft, barrel, { file: barrel.importsFrom ?? barrel.file, name: wrapper.family.replacement ?? "" });
  return wrapper.kind === "derived" ? ownWrites(wrapper.family.legacy, wrapper.functions) : [];
}

function ownWrites(wrapper: string, functions: readonly DerivedFunction[]): readonly Diagnostic[] {
  const writes = functions.flatMap(({ writes: found }) => found);
  return writes.map(({ operation, file, line }) => diagnostic("MS1012", { file, line }, { wrapper, operation }));
}

function refusal({ family }: WrapperFacts, { file, line, why }: Refusal): Diagnostic {
  return diagnostic("MS1011", { file, line }, { wrapper: family.legacy, why });
}

function clientFor(
  { facts, hasPolicies }: ScaffoldDraft,
  functions: readonly DerivedFunction[],
): SessionClient | Refusal {
  const [wrapper] = functions;
  const { tenantTransaction, tenantTransactionProblem } = facts;
  if (tenantTransactionProblem) return tenantTransactionProblem;
  const at = { file: wrapper?.source.file ?? "", line: wrapper?.source.line ?? 1 };
  // A wrapper that only calls another wrapper hands out no client itself.
  if (!tenantTransaction)
    return {
      ...at,
      why: "the application exports no tenant transaction, so it cannot be told which client and which setting it uses",
    };
  const { source } = tenantTransaction;
  const taken = facts.factsOf(source.file)?.topLevelNames ?? [];
  const client = sessionClient(tenantTransaction, freeName([tenantClientName], taken), hasPolicies);
  return client.kind === "none" ? { file: source.file, line: source.line, why: client.why } : client;
}

interface Planned {
  readonly wrapper: WrapperFacts;
  readonly fn: DerivedFunction;
  readonly client: SessionClient;
}

function planFunction(draft: ScaffoldDraft, { wrapper, fn, client }: Planned): void {
  const { source, newName, openings, takenNames } = fn;
  if (!draft.isNew({ file: source.file, name: newName })) return;
  const file = draft.file(source.file);
  const name = (target: NameInModule): string =>
    draft.nameIn(
      file,
      target,
      takenNames.filter((taken) => !file.facts.topLevelNames.includes(taken)),
    );
  const handsOut = openings.some(({ callback }) => callback.kind === "reference" || callback.clientName !== null);
  const code = derivedFunctionCode(fn, {
    text: file.text,
    style: file.facts.style,
    client: handsOut ? clientExpression(draft, client, name) : () => "",
    plainClient: plainClient(draft, openings, name),
    lookup: lookupName(draft, openings, name),
    localName: name,
    comment: comment(wrapper, fn, { draft, client }),
  });
  file.append(source.declaration.end, code);
}

type NameOf = (target: NameInModule) => string;

function clientExpression(draft: ScaffoldDraft, client: SessionClient, name: NameOf): (tenant: string) => string {
  const { generate, needs } = client;
  if (generate && draft.isNew(needs)) {
    const module = draft.file(needs.file);
    module.append(
      generate.source.declaration.end,
      tenantClientCode(generate, { text: module.text, style: module.facts.style, name: needs.name }),
    );
  }
  const local = name(needs);
  return (tenant) => client.expression(local, tenant);
}

function plainClient({ facts }: ScaffoldDraft, openings: readonly Opening[], name: NameOf): string | null {
  const exported = facts.tenantTransaction?.client.exported;
  const isUsed = openings.some(({ callback }) => callback.kind === "inline" && callback.clientUsesBefore.length > 0);
  return isUsed && exported ? name(exported) : null;
}

function lookupName(draft: ScaffoldDraft, openings: readonly Opening[], name: NameOf): string {
  const [lookup] = openings.flatMap(({ tenant }) => (tenant.kind === "lookup" ? [tenant.lookup] : []));
  return lookup ? name(plannedLookup(draft, lookup)) : "";
}

function plannedLookup(draft: ScaffoldDraft, lookup: TenantLookup): NameInModule {
  const { existing, source } = lookup;
  if (existing) return existing;
  const target = { file: source.file, name: tenantLookupName };
  if (draft.isNew(target)) {
    const file = draft.file(source.file);
    file.append(
      source.declaration.end,
      tenantLookupCode(lookup, { text: file.text, style: file.facts.style, name: target.name }),
    );
  }
  return target;
}

function comment(
  { family }: WrapperFacts,
  { source }: DerivedFunction,
  { draft, client }: Commented,
): readonly string[] {
  const transaction = draft.facts.tenantTransaction?.source.name ?? "a tenant transaction";
  const user = source.name === family.legacy ? "" : `, for ${family.replacement ?? ""}`;
  const reads =
    client.kind === "tenant"
      ? "through a client that sets the tenant for each operation"
      : "straight to the plain client";
  return [
    `${source.name} without the transaction around the request${user}.`,
    `The session check and the handler's reads go ${reads};`,
    `what the handler writes goes into ${transaction}.`,
  ];
}

interface Commented {
  readonly draft: ScaffoldDraft;
  readonly client: SessionClient;
}

function planBarrel(draft: ScaffoldDraft, barrel: Barrel, target: NameInModule): void {
  const file = draft.file(barrel.file);
  if (!draft.isNew({ file: barrel.file, name: `export ${target.name}` })) return;
  const local = barrel.importsFrom === null ? target.name : draft.nameIn(file, target);
  const specifier = local === target.name ? target.name : `${local} as ${target.name}`;
  const { start, end } = barrel.element;
  const before = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start);
  const separator = before.trim() === "" ? `,${file.facts.style.lineEnd}${indentationAt(file.text, start)}` : ", ";
  file.insert(end, separator + specifier);
}
