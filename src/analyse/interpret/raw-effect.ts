import { typedSqlTexts } from "./typed-sql.ts";
import type { EffectKind } from "../../model/effect.ts";
import type { SqlVerdict } from "../sql/classify-sql.ts";
import { mostSevere } from "../sql/classify-sql.ts";
import type { OperationValue } from "../value/value.ts";
import type { FoundEffect } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter } from "./interpreter.ts";
import { effectAt } from "./make-effect.ts";
import { rawSqlTexts } from "./sql-text.ts";

/** The effect of `$queryRaw`, `$executeRaw` and their unsafe forms: what the SQL does, not what the method is called. */
export function rawEffect(it: Interpreter, callee: OperationValue, call: Call): FoundEffect {
  const operation = callee.operation ?? "";
  const verdict = verdictOf(it, operation, call);
  const kind = effectKind(operation, verdict);
  const cause = kind === "unknown" ? ({ code: "MS2004", data: { why: verdict.why } } as const) : null;
  const details = { kind, model: null, operation, canFailWithoutAbort: false, note: verdict.why };
  return effectAt(call.node, details, { client: callee.client, cause });
}

/** `$executeRaw` is for writes: it stays one unless the parser proves that it only sets or locks something. */
function effectKind(operation: string, verdict: SqlVerdict): EffectKind {
  if (!operation.startsWith("$execute")) return verdict.kind;
  return verdict.kind === "lock" ? "lock" : "write";
}

/** The worst of all texts that may be sent. */
function verdictOf(it: Interpreter, operation: string, call: Call): SqlVerdict {
  if (operation === "$queryRawTyped") return typedVerdict(it, call);
  const texts = rawSqlTexts(it, call);
  if (!texts) return { kind: "unknown", why: "the SQL text cannot be put together from constants" };
  return mostSevere(texts.map((text) => it.sql.classify(text)));
}

/** TypedSQL keeps its text in a file. */
function typedVerdict(it: Interpreter, call: Call): SqlVerdict {
  const texts = typedSqlTexts(it, call);
  if (!texts) return { kind: "unknown", why: "TypedSQL: its text in prisma/sql was not found" };
  return mostSevere(texts.map((text) => it.sql.classify(text)));
}
