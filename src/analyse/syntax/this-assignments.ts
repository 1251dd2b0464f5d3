import { ts } from "ts-morph";
import { addedIn, type Added } from "./additions.ts";
import { isAssignment } from "./is-assignment.ts";

/** `this.property = expression`, anywhere in a class or object literal. */
interface ThisAssignment {
  readonly property: string;
  readonly expression: ts.Expression;
}

export interface ThisChanges {
  readonly assigned: readonly ThisAssignment[];
  /** `this.list.push(...)`, `this.map.set(...)` */
  readonly added: readonly { readonly property: string; readonly added: Added }[];
  /** `Object.assign(this, expression)` */
  readonly merged: readonly ts.Expression[];
}

const cache = new WeakMap<ts.Node, ThisChanges>();

/** What the code of a class or object literal does to `this`. */
export function thisChanges(node: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression): ThisChanges {
  const known = cache.get(node);
  if (known) return known;
  const changes = {
    assigned: [] as ThisAssignment[],
    added: [] as ThisChanges["added"][number][],
    merged: [] as ts.Expression[],
  };
  const visit = (child: ts.Node): void => {
    if (ts.isBinaryExpression(child) && isAssignment(child.operatorToken.kind)) {
      const property = memberOfThis(child.left);
      if (property !== null) changes.assigned.push({ property, expression: child.right });
      const element = ts.isElementAccessExpression(child.left) ? child.left : null;
      const owner = element ? memberOfThis(element.expression) : null;
      if (element && owner !== null) {
        const added = {
          target: element.expression,
          key: element.argumentExpression,
          values: [child.right],
          isNested: false,
        };
        changes.added.push({ property: owner, added });
      }
    }
    if (ts.isCallExpression(child)) {
      const added = addedIn(child);
      const property = added ? memberOfThis(added.target) : null;
      if (added && property !== null) changes.added.push({ property, added });
      changes.merged.push(...mergedIntoThis(child));
    }
    if (!ts.isClassLike(child)) ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  cache.set(node, changes);
  return changes;
}

function memberOfThis(node: ts.Expression): string | null {
  if (ts.isNonNullExpression(node)) return memberOfThis(node.expression);
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.name.text
    : null;
}

function mergedIntoThis(call: ts.CallExpression): readonly ts.Expression[] {
  const [target, ...sources] = call.arguments;
  return call.expression.getText() === "Object.assign" && target?.kind === ts.SyntaxKind.ThisKeyword ? sources : [];
}
