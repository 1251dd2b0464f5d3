import type { Effect } from "../../model/effect.ts";
import type { ObservedOperation } from "../model/outcome.ts";
import type { HandlerOperations, RawRun } from "./operation-log.ts";

/** What the analysis did not say about the operations that a handler sent. */
export interface Reconciliation {
  /** Operations that no effect stands for, `order.update`: the analysis is wrong. */
  readonly unlisted: readonly string[];
  /** Operations that an `unknown` effect may stand for. */
  readonly perhapsUnknown: readonly string[];
  /** Reads that came when another handler was called: the authentication of its wrapper, as far as can be told. */
  readonly nestedWrapper: readonly string[];
}

/**
 * The static effects name the methods that the code calls; Prisma's tracing names its own actions. They are the same
 * for models (`count` and `findUniqueOrThrow` included; a fluent chain has the action of its first call, PRISMA.md
 * F1.5). Raw SQL has two actions, whatever form it is written in. Measured with Prisma 7.10; `$transaction` is not
 * an operation.
 */
const rawActions: Readonly<Record<string, string>> = {
  $queryRaw: "$queryRaw",
  $queryRawUnsafe: "$queryRaw",
  $queryRawTyped: "$queryRaw",
  $executeRaw: "$executeRaw",
  $executeRawUnsafe: "$executeRaw",
};

/** Compares what a handler sent, in the legacy version, with the effects that the analysis found for it. */
export function reconcile(observed: readonly HandlerOperations[], effects: readonly Effect[]): Reconciliation {
  const listed = new Set(effects.filter(({ kind }) => kind !== "unknown").map(nameOf));
  const unknown = effects.filter(({ kind }) => kind === "unknown");
  const isListed = (operation: ObservedOperation): boolean => listed.has(nameOf(operation));
  const isPossible = (operation: ObservedOperation): boolean => unknown.some((effect) => mayBe(effect, operation));

  const alone = observed.flatMap(({ operations }) => operations).filter((operation) => !isListed(operation));
  const nested = observed.flatMap(({ whileNested }) => whileNested).filter((operation) => !isListed(operation));
  const raw = observed.flatMap((one) => one.raw).flatMap((run) => unlistedRaw(run, isListed));
  const missing = [...alone, ...nested.filter((operation) => !isRead(operation)), ...raw];
  return {
    unlisted: sortedNames(missing.filter((operation) => !isPossible(operation))),
    perhapsUnknown: sortedNames(missing.filter(isPossible)),
    nestedWrapper: sortedNames(nested.filter(isRead)),
  };
}

/** Raw SQL that no effect stands for, unless the run set the tenant as often. */
function unlistedRaw(
  { counts, settings }: RawRun,
  isListed: (operation: ObservedOperation) => boolean,
): readonly ObservedOperation[] {
  const missing = Object.entries(counts)
    .map(([operation, count]) => ({ operation: { model: null, operation }, count }))
    .filter(({ operation }) => !isListed(operation));
  const total = missing.reduce((sum, { count }) => sum + count, 0);
  return total > settings ? missing.map(({ operation }) => operation) : [];
}

function isRead({ operation }: ObservedOperation): boolean {
  return /^(?:find|count$|aggregate$|groupBy$)/.test(operation);
}

/** An unknown effect may be an operation of its own model, or of any if it has none. */
function mayBe(effect: Effect, { model }: ObservedOperation): boolean {
  return effect.model === null || model === null || lowerFirst(effect.model) === lowerFirst(model);
}

function sortedNames(operations: readonly ObservedOperation[]): readonly string[] {
  return [...new Set(operations.map(nameOf))].sort();
}

function nameOf({ model, operation }: Pick<Effect, "model" | "operation">): string {
  const action = rawActions[operation] ?? operation;
  return model === null ? action : `${lowerFirst(model)}.${action}`;
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
