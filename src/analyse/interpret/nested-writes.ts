import { ts } from "ts-morph";
import type { CallNode } from "./interpreter.ts";

/** Keys of a nested write in `data` (Prisma: "Nested writes"). */
const nestedKeys = new Set([
  "create",
  "createMany",
  "connectOrCreate",
  "upsert",
  "update",
  "updateMany",
  "delete",
  "deleteMany",
  "connect",
  "disconnect",
  "set",
]);

/** Nested writes that fail with P2025, which leaves the transaction usable, when a record is not there. */
const needsRecord = new Set(["connect", "update", "delete", "disconnect"]);

/** Relation fields that a write's `data` writes through, and whether it asks for records that may be missing. */
export function nestedWrites(node: CallNode): { readonly models: readonly string[]; readonly connects: boolean } {
  const models = new Set<string>();
  let connects = false;
  const visit = (child: ts.Node, field: string | null): void => {
    if (ts.isPropertyAssignment(child)) {
      const key = child.name.getText();
      if (field !== null && nestedKeys.has(key) && isRecord(child.initializer)) {
        models.add(field);
        connects ||= needsRecord.has(key);
      }
      ts.forEachChild(child.initializer, (inner) =>
        visit(inner, ts.isObjectLiteralExpression(child.initializer) ? key : field),
      );
      return;
    }
    ts.forEachChild(child, (inner) => visit(inner, field));
  };
  for (const data of dataProperties(node)) ts.forEachChild(data.initializer, (child) => visit(child, null));
  return { models: [...models], connects };
}

function isRecord(value: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value) || ts.isCallExpression(value);
}

/** The properties of the operation's argument that say what is written. */
function dataProperties(node: CallNode): readonly ts.PropertyAssignment[] {
  if (ts.isTaggedTemplateExpression(node)) return [];
  const [first] = node.arguments ?? [];
  if (!first || !ts.isObjectLiteralExpression(first)) return [];
  return first.properties
    .filter(ts.isPropertyAssignment)
    .filter((property) => /^(data|create|update)$/.test(property.name.getText()));
}
