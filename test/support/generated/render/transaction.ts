import type { Statement } from "../program.ts";
import { blockOf } from "./blocks.ts";
import type { Scope } from "./scope.ts";
import { callOf } from "./operation.ts";

/** A transaction that is there already: opened on the client, with options, or through a helper of the application. */
export function transactionLines(
  scope: Scope,
  statement: Extract<Statement, { kind: "transaction" }>,
): readonly string[] {
  const { form, pick, block, bound } = statement;
  const { sheet, frame } = scope;
  sheet.saw(
    frame.client.startsWith("t") || frame.client.startsWith("inner") ? "transaction.nested" : `transaction.${form}`,
  );
  const client = ["t", "tx", "inner", frame.client.includes(".") ? "trx" : frame.client][pick % 4] ?? "t";
  if (client === frame.client) sheet.saw("transaction.shadowsClient");
  const callback = callbackOf(scope, statement, client);
  const call = `await ${openedWith(scope, callback, statement)}`;
  const name = bound && block.length > 0 ? scope.fresh("inside") : null;
  if (name === null) return [`${call};`];
  scope.know({ name, result: "count", shape: { noun: "inside", numbers: [""], texts: [], entity: null } });
  return [`const ${name} = ${call};`];
}

function callbackOf(
  scope: Scope,
  { form, block, bound }: Extract<Statement, { kind: "transaction" }>,
  client: string,
): string {
  const frame = { client, returns: "number", loop: "none", error: null } as const;
  const [only] = block;
  if (form === "concise" && only?.kind === "operation" && !bound) {
    const inner = scope.child(frame, [client]);
    return `(${client}) => ${callOf(inner, only.operation).text}`;
  }
  const body = blockOf(scope, block, { frame, names: [client] });
  return `async (${client}) => ${body.replace(/\}$/, "return total;\n}")}`;
}

function openedWith(
  { sheet, frame }: Scope,
  callback: string,
  { form }: Extract<Statement, { kind: "transaction" }>,
): string {
  switch (form) {
    case "callback":
    case "concise":
      return `${frame.client}.$transaction(${callback})`;
    case "options":
      return `${frame.client}.$transaction(${callback}, { timeout: 20_000 })`;
    case "isolated":
      sheet.needs(frame.file, "Prisma", "@/generated/prisma/client");
      return `${frame.client}.$transaction(${callback}, { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, maxWait: 5_000 })`;
    case "helper":
      sheet.needs(frame.file, "runWithTransaction", "@/lib/prisma");
      return `runWithTransaction(${frame.client}, ${callback})`;
  }
}
