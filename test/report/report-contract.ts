import { z } from "zod";

/** The JSON contract of DESIGN.md 9, closed: a field that is not here is a mistake in the report or in the contract. */
const count = z.int().nonnegative();
const line = z.int().positive();

const diagnostic = z.strictObject({
  code: z.string().regex(/^MS[1-5]\d{3}$/),
  severity: z.enum(["info", "warning", "error"]),
  file: z.string(),
  line,
  message: z.string(),
});

const effect = z.strictObject({
  kind: z.enum(["read", "write", "lock", "unknown"]),
  model: z.string().nullable(),
  operation: z.string(),
  file: z.string(),
  line,
  client: z.enum(["session", "transaction", "global"]),
  path: z.array(z.string()),
});

const externalCall = z.strictObject({
  what: z.string(),
  file: z.string(),
  line,
  position: z.enum(["before", "inside", "after", "no-region"]),
});

const verification = z.strictObject({
  verdict: z.enum(["same", "as-listed", "different", "not-exercised"]),
  current: z.boolean(),
  requests: count,
  faults: z.strictObject({ statement: count, external: count }),
  unlisted: z.array(z.string()),
});

const handler = z.strictObject({
  id: z.string(),
  file: z.string(),
  line,
  method: z.string().nullable(),
  route: z.string().nullable(),
  wrapper: z.string(),
  state: z.enum(["legacy", "migrated"]),
  classification: z.enum(["none", "read", "write", "unknown"]),
  effects: z.array(effect),
  externalCalls: z.array(externalCall),
  tier: z.enum(["done", "auto", "review", "manual", "error"]),
  phase: z.union([z.literal(2), z.literal(3)]),
  risk: z.enum(["low", "medium", "high"]),
  riskFactors: z.array(z.string()),
  regions: z.array(z.strictObject({ startLine: line, endLine: line })),
  reasons: z.array(diagnostic),
  verification: verification.nullable(),
});

const summary = z.strictObject({
  handlers: count,
  files: count,
  state: z.strictObject({ legacy: count, migrated: count }),
  classification: z.strictObject({ none: count, read: count, write: count, unknown: count }),
  tier: z.strictObject({ done: count, auto: count, review: count, manual: count, error: count }),
  phase: z.strictObject({ 2: count, 3: count }),
  risk: z.strictObject({ low: count, medium: count, high: count }),
  families: z.array(z.strictObject({ wrapper: z.string(), handlers: count, migrated: count })),
  heldDuringExternalCalls: z.strictObject({ today: count, afterMigration: count }),
});

export const reportContract = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  root: z.literal("."),
  summary,
  handlers: z.array(handler),
  diagnostics: z.array(diagnostic),
});
