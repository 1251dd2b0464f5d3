import { ts } from "ts-morph";
import { type Frame, nothing, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/** The value of a member as its declaration has it; a field gets it in the activation of the constructor. */
export function memberValue(
  it: Interpreter,
  member: ts.ClassElement,
  at: { readonly frame: Frame; readonly self: Value; readonly lexical?: Frame },
): Value {
  if (ts.isMethodDeclaration(member)) {
    if (!member.body) return nothing;
    return [{ kind: "function", node: member, frame: at.lexical ?? at.frame, self: at.self, bound: [] }];
  }
  if (ts.isGetAccessorDeclaration(member)) {
    return it.invoke({ kind: "function", node: member, frame: at.lexical ?? at.frame, self: at.self, bound: [] }, [])
      .value;
  }
  if (!ts.isPropertyDeclaration(member) || !member.initializer) return nothing;
  return it.evaluate(member.initializer, at.frame);
}

/** A member's name where it is known; `[Symbol.iterator]` for one that a well-known symbol names. */
export function memberName(member: ts.ClassElement): string | null {
  const name = member.name;
  if (!name) return null;
  if (ts.isComputedPropertyName(name)) return name.getText();
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) ? name.text : null;
}

export function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}
