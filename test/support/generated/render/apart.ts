import type { Statement } from "../program.ts";
import { callOf, numberOf } from "./operation.ts";
import type { Scope } from "./scope.ts";

/** An operation outside of the handler's transaction: by the application's own client, or in a tenant transaction. */
export function apartLines(
  scope: Scope,
  { form, operation, pick }: Extract<Statement, { kind: "apart" }>,
): readonly string[] {
  const { sheet, frame } = scope;
  sheet.saw(`apart.${form}`);
  if (form !== "tenant") {
    sheet.needs(frame.file, "prisma", "@/lib/prisma");
    const called = callOf(scope.child({ client: "prisma" }), operation);
    const value = numberOf(called, `(await ${called.text})`);
    return form === "global" ? [`await ${called.text}.catch(() => null);`] : [`total += ${value};`];
  }
  sheet.needs(frame.file, "withTenant", "@/lib/prisma");
  const client = ["tx", "t", "own"][pick % 3] ?? "tx";
  const called = callOf(scope.child({ client }, [client]), operation);
  return [
    `total += await withTenant(${frame.tenant}, async (${client}) => ${numberOf(called, `(await ${called.text})`)});`,
  ];
}
