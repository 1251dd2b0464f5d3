import { ts } from "ts-morph";
import { functionAround, rangeOf } from "../body/own-nodes.ts";
import type { HolderFacts } from "./opening.ts";
import { quoted, Underivable } from "./underivable.ts";

/**
 * The function around a call, as far as `await` needs to know it.
 *
 * @throws Underivable if there is no function, or a generator, around the call
 */
export function holderOf(call: ts.CallExpression): HolderFacts {
  const holder = functionAround(call);
  if (!holder || ts.isConstructorDeclaration(holder) || ts.isAccessor(holder))
    throw new Underivable(call, `\`${quoted(call)}\` is in no function`);
  if (holder.asteriskToken) throw new Underivable(call, "it is a generator");
  const isAsync = (ts.getModifiers(holder) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  const keyword = holder.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword);
  return {
    isAsync,
    start: (keyword ?? holder).getStart(),
    returnType: holder.type ? rangeOf(holder.type) : null,
    returnsPromise: !holder.type || /^Promise\b/.test(holder.type.getText()),
  };
}
