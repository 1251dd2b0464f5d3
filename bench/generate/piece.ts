import type { Helper } from "./helper.ts";
import { importOf } from "./helper.ts";
import type { Surroundings } from "./operations.ts";
import type { Random } from "./random.ts";

/** Statements of a handler, and the truth about them. */
export interface Piece {
  readonly code: string;
  /** True if its own code reads from the database. */
  readonly reads: boolean;
  /** Writes that stand in its own code. */
  readonly writes: number;
  /** Writes that it reaches in the application's foundation, as `file:index`. */
  readonly sharedWrites: readonly string[];
  /** True if it does something to the database that nobody can know from the code. */
  readonly unknown: boolean;
  readonly helpers: readonly Helper[];
  /** Import lines that it needs, those of its helpers included. */
  readonly imports: readonly string[];
}

/** What a shape has to work with. */
export interface Frame extends Surroundings {
  readonly random: Random;
  readonly readers: readonly Helper[];
  readonly writers: readonly Helper[];
  /** `, details` if statements before it have collected some, for the response; else empty. */
  readonly extra: string;
}

/** One way to write the main part of a handler, up to its last `return`. */
export interface Shape {
  readonly weight: number;
  /** True if it uses `body`, which only POST, PUT and PATCH have. */
  readonly needsBody: boolean;
  readonly make: (frame: Frame) => Piece;
}

/** Makes a piece; what is not said does not happen in it. */
export function piece(text: string, truth: Partial<Omit<Piece, "code">> = {}): Piece {
  const helpers = truth.helpers ?? [];
  return {
    code: text,
    reads: truth.reads ?? false,
    writes: truth.writes ?? 0,
    sharedWrites: truth.sharedWrites ?? [],
    unknown: truth.unknown ?? false,
    helpers,
    imports: [...(truth.imports ?? []), ...helpers.map(importOf)],
  };
}

export const auditImport = 'import { recordAudit } from "@/lib/audit";';

/** The write in `src/lib/audit.ts`, which many handlers share. */
export const auditWrite = "src/lib/audit.ts:0";
