import type { OperationChoice } from "../program.ts";
import { type Operation, type Result, type Shape } from "../operations/operation.ts";
import { operationOf } from "../operations/operation-table.ts";
import { idAt, numberAt, rowId, textAt } from "./expressions.ts";
import type { Scope } from "./scope.ts";

export interface Called {
  /** The call without `await`. */
  readonly text: string;
  readonly result: Result;
  readonly shape: Shape;
  readonly does: Operation["does"];
}

/** The call of an operation where the scope stands; the program is known to reach it. */
export function callOf(scope: Scope, choice: OperationChoice): Called {
  const called = unreachedCall(scope, choice);
  called.reach();
  return called;
}

/** The same for a call that may never be made: in a closure. */
export function unreachedCall(scope: Scope, choice: OperationChoice): Called & { readonly reach: () => void } {
  const operation = operationOf(choice.name);
  const { sheet, frame } = scope;
  if (operation.needsSql) sheet.needs(frame.file, "Prisma", "@/generated/prisma/client");
  const text = operation.text({
    client: scope.use(frame.client),
    tenant: frame.tenant === "tenantId" ? "tenantId" : `tenantId: ${frame.tenant}`,
    tenantValue: frame.tenant,
    author: frame.session === null ? `"${rowId(1, 2)}"` : `${frame.session}.userId`,
    id: (entity) => idAt(scope, entity, choice.row),
    number: numberAt(scope, choice.value),
    text: textAt(scope, choice.value),
    variant: choice.value % 10,
  });
  return {
    text,
    result: operation.result,
    shape: operation.shape,
    does: operation.does,
    reach: () => {
      sheet.operations.push({ does: operation.does, operation: operation.operation });
      sheet.saw(operation.construct);
      sheet.saw(`operation.${choice.name}`);
    },
  };
}

/** A number that stands for the result. */
export function numberOf({ result, shape }: Called, value: string): string {
  const [path = ""] = shape.numbers;
  switch (result) {
    case "list":
      return `${value}.length`;
    case "optional":
      return `(${value}?.${path} ?? 0)`;
    case "count":
      return value;
    default:
      return path.includes("??") ? `(${value}.${path})` : `${value}.${path}`;
  }
}
