import type { TenantTransactionFacts } from "../analyse/scaffold/facts.ts";
import type { TextStyle } from "../model/text.ts";
import { inStyle } from "./text-block.ts";

interface Target {
  /** The text of the module that gets the function. */
  readonly text: string;
  readonly style: TextStyle;
  readonly name: string;
}

/**
 * The function that makes the tenant-scoped client: the plain client, extended so that each operation runs in a
 * transaction of its own that sets the tenant first, with the statements of the tenant transaction itself.
 *
 * A top-level `$allOperations` and not `$allModels`, which leaves raw queries out; one client for each call, so that
 * Prisma never merges the `findUnique`s of two tenants into one statement (PRISMA.md 1.C, 3.C, 3.D).
 */
export function tenantClientCode(facts: TenantTransactionFacts, { text, style, name }: Target): string {
  const { source, client, parameter, settings, before, tenantName } = facts;
  const types = source.isTypeScript;
  const unit = style.indent;
  const checks = before.map(({ start, end }) => unit + text.slice(start, end));
  const own = (code: string): string => inStyle(code, style);
  const result = `[${", ".repeat(settings.length)}result]`.replace(/^\[, /, "[, ");
  const refusal = `A tenant client has no $transaction: use ${source.name}(${tenantName}, async (tx) => ...) instead.`;
  return [
    "/**",
    " * The client of one tenant outside a transaction: each operation runs in a short transaction of its own, which sets",
    ` * the tenant first. What belongs together goes into ${source.name}. Make one for each request, and do not keep it.`,
    " */",
    `export function ${name}(${parameter})${types ? `: ${client.type}` : ""} {`,
    ...checks,
    own(`${unit}const client = ${client.text}.$extends({`),
    own(`${unit}${unit}name: "${name}",`),
    `${unit}${unit}query: {`,
    `${unit}${unit}${unit}async $allOperations({ args, query }) {`,
    `${unit.repeat(4)}const ${result} = await ${client.text}.$transaction([`,
    ...settings.map((setting) => `${unit.repeat(5)}${setting},`),
    `${unit.repeat(5)}query(args),`,
    own(`${unit.repeat(4)}]);`),
    own(`${unit.repeat(4)}return result;`),
    `${unit.repeat(3)}},`,
    `${unit.repeat(2)}},`,
    `${unit.repeat(2)}client: {`,
    `${unit.repeat(3)}$transaction()${types ? ": never" : ""} {`,
    own(`${unit.repeat(4)}throw new Error("${refusal}");`),
    `${unit.repeat(3)}},`,
    `${unit.repeat(2)}},`,
    own(`${unit}});`),
    ...(types ? assertion(client.type, { unit, own }) : [own(`${unit}return client;`)]),
    "}",
  ].join(style.lineEnd);
}

function assertion(type: string, { unit, own }: { unit: string; own: (code: string) => string }): readonly string[] {
  return [
    `${unit}// The extension changes no argument and no result, so the client has the plain client's type in all but name; only`,
    `${unit}// $transaction differs, and that one always throws.`,
    own(`${unit}return client as unknown as ${type};`),
  ];
}
