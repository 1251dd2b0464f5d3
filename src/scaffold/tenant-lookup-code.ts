import type { TenantLookup } from "../analyse/scaffold/opening.ts";
import type { TextStyle } from "../model/text.ts";
import { inStyle, rewriteRange } from "./text-block.ts";

interface Target {
  readonly text: string;
  readonly style: TextStyle;
  readonly name: string;
}

/**
 * The function that finds the tenant of a request: the application's own code up to the transaction, on the plain
 * client. Where that code throws because there is no such tenant, this one answers null.
 */
export function tenantLookupCode(lookup: TenantLookup, { text, style, name }: Target): string {
  const { source, parameters, body, tenants, notFound } = lookup;
  const own = (code: string): string => inStyle(code, style);
  const edits = [
    ...tenants.map(({ start, end, tenant }) => ({ start, end, text: own(`return ${tenant};`) })),
    ...notFound.map(({ start, end }) => ({ start, end, text: own("return null;") })),
  ];
  const [only] = tenants;
  const code = body
    ? rewriteRange(text, body, edits)
    : `${style.lineEnd}${style.indent}${own(`return ${only?.tenant ?? "null"};`)}${style.lineEnd}`;
  const result = source.isTypeScript ? ": Promise<string | null>" : "";
  return [
    `/** The tenant of a request, found as ${source.name} finds it; null if there is none. No transaction. */`,
    `export async function ${name}(${parameters})${result} {${code}}`,
  ].join(style.lineEnd);
}
