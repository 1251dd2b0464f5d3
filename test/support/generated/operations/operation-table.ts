import type { Operation } from "./operation.ts";
import { nestedAndRawWrites } from "./nested-and-raw-writes.ts";
import { reads } from "./reads.ts";
import { writes } from "./writes.ts";

/** Everything that a generated handler can send to the database. */
export const operationTable = { ...reads, ...writes, ...nestedAndRawWrites };

export type OperationName = keyof typeof operationTable;

export const readNames = Object.keys(reads) as readonly (keyof typeof reads)[];
export const writeNames = Object.keys({ ...writes, ...nestedAndRawWrites }) as readonly (
  keyof typeof writes | keyof typeof nestedAndRawWrites
)[];

export function operationOf(name: OperationName): Operation {
  return operationTable[name];
}
