import type { EffectKind } from "../../model/effect.ts";

/**
 * Prisma's model operations for versions 4 to 7, and what they do. Source: `isWrite` of Prisma's JSON protocol and
 * the enum `ModelAction` of its DMMF (PRISMA.md 1.A). An operation that is not here is unknown, never a read.
 */
const modelOperations: ReadonlyMap<string, "read" | "write"> = new Map([
  ["findUnique", "read"],
  ["findUniqueOrThrow", "read"],
  ["findFirst", "read"],
  ["findFirstOrThrow", "read"],
  ["findMany", "read"],
  ["count", "read"],
  ["aggregate", "read"],
  ["groupBy", "read"],
  ["findRaw", "read"],
  ["aggregateRaw", "read"],
  ["create", "write"],
  ["createMany", "write"],
  ["createManyAndReturn", "write"],
  ["update", "write"],
  ["updateMany", "write"],
  ["updateManyAndReturn", "write"],
  ["upsert", "write"],
  ["delete", "write"],
  ["deleteMany", "write"],
]);

/** Operations whose names no other kind of object has: a call of one is taken for Prisma whatever it is called on. */
const unmistakable = new Set([...modelOperations.keys()].filter((name) => /^find|Many|^upsert$|^groupBy$/.test(name)));

/** Operations that fail with an error that leaves the transaction usable (PRISMA.md F2.3). */
const failsWithoutAbort = new Set(["update", "delete", "findUniqueOrThrow", "findFirstOrThrow"]);

const rawOperations = new Set(["$queryRaw", "$queryRawUnsafe", "$queryRawTyped", "$executeRaw", "$executeRawUnsafe"]);

/** Members of a client that do nothing to rows (PRISMA.md 1.A); absent on a transaction client. */
const inertMembers = new Set(["$connect", "$disconnect", "$on", "$use", "$metrics", "$parent", "$name"]);

/** What a model operation does; `unknown` for a name that Prisma does not have. */
export function modelOperationKind(operation: string): EffectKind {
  return modelOperations.get(operation) ?? "unknown";
}

export function isModelOperation(operation: string): boolean {
  return modelOperations.has(operation);
}

export function isUnmistakableOperation(operation: string): boolean {
  return unmistakable.has(operation) || rawOperations.has(operation);
}

export function canFailWithoutAbort(operation: string): boolean {
  return failsWithoutAbort.has(operation);
}

export function isRawOperation(operation: string): boolean {
  return rawOperations.has(operation);
}

export function isInertMember(member: string): boolean {
  return inertMembers.has(member);
}
