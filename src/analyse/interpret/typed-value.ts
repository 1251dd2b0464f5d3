import { ts } from "ts-morph";
import { resolveTypeAlias } from "../syntax/type-alias.ts";
import { clientValue, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/**
 * What a parameter's own type says where its value is not known: the texts of a union of literals, a client for
 * Prisma's types. Null if it says neither.
 */
export function typedValue(it: Interpreter, node: ts.ParameterDeclaration): Value | null {
  if (!node.type) return null;
  if (isClientType(it, node.type, 0)) return [clientValue("global")];
  const texts = literalsOf(it, node.type, 0);
  return texts ? texts.map((text) => ({ kind: "string", text })) : null;
}

/** `PrismaClient`, `Prisma.TransactionClient`, a union of them, `Omit<PrismaClient, ...>`, an alias of one of these. */
function isClientType(it: Interpreter, type: ts.TypeNode, depth: number): boolean {
  if (depth > 4) return false;
  if (ts.isParenthesizedTypeNode(type)) return isClientType(it, type.type, depth + 1);
  if (ts.isUnionTypeNode(type)) return type.types.some((part) => isClientType(it, part, depth + 1));
  if (!ts.isTypeReferenceNode(type)) return false;
  const name = ts.isIdentifier(type.typeName) ? type.typeName : type.typeName.right;
  if (name.text === "PrismaClient" || name.text === "TransactionClient") return true;
  const [first] = type.typeArguments ?? [];
  if (first) return name.text === "Omit" && isClientType(it, first, depth + 1);
  const alias = type.typeName === name ? resolveTypeAlias(it, name) : null;
  return alias !== null && isClientType(it, alias, depth + 1);
}

function literalsOf(it: Interpreter, type: ts.TypeNode, depth: number): readonly string[] | null {
  if (depth > 4) return null;
  if (ts.isParenthesizedTypeNode(type)) return literalsOf(it, type.type, depth + 1);
  if (ts.isLiteralTypeNode(type)) return ts.isStringLiteral(type.literal) ? [type.literal.text] : null;
  if (ts.isUnionTypeNode(type)) {
    const parts = type.types.map((part) => literalsOf(it, part, depth + 1));
    return parts.every((part) => part !== null) ? parts.flat() : null;
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName) || type.typeArguments) return null;
  const alias = resolveTypeAlias(it, type.typeName);
  return alias ? literalsOf(it, alias, depth + 1) : null;
}
