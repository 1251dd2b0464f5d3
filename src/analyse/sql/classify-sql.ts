import type { EffectKind } from "../../model/effect.ts";
import { harmlessFunctions, transactionBoundFunctions } from "./functions.ts";

/** What one SQL text does, and a sentence for what decided it. */
export interface SqlVerdict {
  readonly kind: EffectKind;
  readonly why: string;
}

/** Reads SQL with Postgres' own parser. */
export interface SqlReader {
  /** What a text does; `unknown` if it does not parse or calls a function that is not known to be harmless. */
  classify(sql: string): SqlVerdict;
}

type Parse = (sql: string) => unknown;

/**
 * A reader on libpg-query's parser; `parse` throws for text that is not SQL. Without a parser every text is unknown.
 * Rule: a read is one SELECT, VALUES or SHOW without data-modifying CTE, INTO, locking clause or unknown function
 * (PRISMA.md F1.14).
 */
export function createSqlReader(parse: Parse | null): SqlReader {
  const verdicts = new Map<string, SqlVerdict>();
  return {
    classify(sql) {
      const known = verdicts.get(sql);
      if (known) return known;
      const verdict = parse
        ? classifyWith(parse, sql)
        : { kind: "unknown" as const, why: "the SQL parser is not loaded" };
      verdicts.set(sql, verdict);
      return verdict;
    },
  };
}

function classifyWith(parse: Parse, sql: string): SqlVerdict {
  let tree: unknown;
  try {
    tree = parse(sql);
  } catch (error) {
    return {
      kind: "unknown",
      why: `Postgres does not parse it: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  const verdicts: SqlVerdict[] = [];
  visit(tree, verdicts);
  return mostSevere(verdicts);
}

/** The verdict that decides: a write before what is unknown, that before a lock, that before a read. */
export function mostSevere(verdicts: readonly SqlVerdict[]): SqlVerdict {
  const [first] = [...verdicts].sort((a, b) => severity[b.kind] - severity[a.kind]);
  return first ?? { kind: "read", why: "only reads" };
}

const severity: Record<EffectKind, number> = { read: 0, lock: 1, unknown: 2, write: 3 };

/** Statements that change rows or the schema, or may; everything that is not listed here as a read is one. */
const readStatements = new Set(["SelectStmt", "VariableShowStmt"]);
const lockStatements = new Set(["VariableSetStmt", "LockStmt", "ConstraintsSetStmt", "DeclareCursorStmt"]);

function visit(node: unknown, verdicts: SqlVerdict[]): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, verdicts);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  for (const [name, child] of Object.entries(node)) {
    const verdict = judge(name, child);
    if (verdict) verdicts.push(verdict);
    visit(child, verdicts);
  }
}

function judge(name: string, node: unknown): SqlVerdict | null {
  if (name === "FuncCall") return judgeFunction(node);
  if (name === "lockingClause") return { kind: "lock", why: "it locks rows (FOR UPDATE or FOR SHARE)" };
  if (name === "intoClause") return { kind: "write", why: "SELECT INTO makes a table" };
  if (name === "ExplainStmt") return null;
  if (!name.endsWith("Stmt") || readStatements.has(name) || name === "RawStmt") return null;
  const statement = name.slice(0, -"Stmt".length);
  if (lockStatements.has(name)) return { kind: "lock", why: `${statement} holds for the transaction` };
  return { kind: "write", why: `it is or contains ${statement.toUpperCase()}` };
}

function judgeFunction(node: unknown): SqlVerdict | null {
  const [name = "", schema] = namesOf(node).reverse();
  if (isForeign(schema, name))
    return { kind: "unknown", why: `it calls ${schema}.${name}(), a function of the application` };
  if (name === "" || harmlessFunctions.has(name)) return null;
  if (transactionBoundFunctions.has(name)) return { kind: "lock", why: `${name}() holds for the transaction` };
  if (name === "nextval" || name === "setval") return { kind: "write", why: `${name}() moves a sequence` };
  return { kind: "unknown", why: `it calls ${name}(), which is not known to be harmless` };
}

/** In a schema of its own a function may have the name of one of Postgres' and do something else; extensions excepted. */
function isForeign(schema: string | undefined, name: string): boolean {
  return schema !== undefined && schema !== "pg_catalog" && !extensionFunctions.test(name);
}

const extensionFunctions =
  /^(st_\w+|uuid_generate_v\w+|gen_random_uuid|unaccent|similarity|word_similarity|earth_\w+|ll_to_earth)$/;

/** The parts of a possibly qualified function name. */
function namesOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null || !("funcname" in node) || !Array.isArray(node.funcname)) return [];
  return node.funcname.map((part: unknown) => /"sval":"([^"]+)"/.exec(JSON.stringify(part))?.[1] ?? "");
}
