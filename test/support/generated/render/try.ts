import type { Block, CaughtForm, Statement } from "../program.ts";
import { blockOf } from "./blocks.ts";
import type { Scope } from "./scope.ts";
import { noted } from "./noted.ts";
import { linesOf } from "./statements.ts";

/** `try` with what becomes of the error: swallowed, thrown again, told apart by its code, answered. */
export function tryLines(scope: Scope, statement: Extract<Statement, { kind: "try" }>): readonly string[] {
  const { block, caught, handling, last } = statement;
  const parts = [`try ${blockOf(scope, block)}`];
  if (caught !== null || last === null) parts.push(catchClause(scope, caught ?? "swallow", handling));
  if (last) {
    scope.sheet.saw("try.finally");
    const before = scope.sheet.operations.length;
    // `return` in `finally` would take the place of every other outcome; nobody writes that.
    const frame = { returns: scope.frame.returns } as const;
    parts.push(
      `finally ${blockOf(
        scope,
        last.filter(({ kind }) => kind !== "answer" && kind !== "jump"),
        { frame },
      )}`,
    );
    if (writesSince(scope, before)) scope.sheet.saw("try.writeInFinally");
  }
  return [parts.join(" ")];
}

function catchClause(scope: Scope, form: CaughtForm, handling: Block): string {
  const { sheet } = scope;
  sheet.saw(`catch.${form}`);
  const before = sheet.operations.length;
  const inner = scope.child({ error: "error" }, ["error"]);
  const lines = [...linesOf(inner, handling), ...endOf(inner, form)].join("\n");
  if (writesSince(scope, before)) sheet.saw("try.writeInCatch");
  return /\berror\b/.test(lines) ? `catch (error) {\n${lines}\n}` : `catch {\n${lines}\n}`;
}

function endOf(scope: Scope, form: CaughtForm): readonly string[] {
  const { sheet, frame } = scope;
  switch (form) {
    case "swallow":
      return [noted(scope, '"failed"')];
    case "flagged":
      return [`total = -1;`, noted(scope, "error instanceof Error ? error.name : String(error)")];
    case "rethrow":
      return ["throw error;"];
    case "wrapped":
      return ['throw new Error("Could not finish", { cause: error });'];
    case "answer":
      return [
        frame.returns === "answer"
          ? 'return NextResponse.json({ error: "failed" }, { status: 500 });'
          : frame.returns === "number"
            ? "return -1;"
            : "return;",
      ];
    case "code":
      sheet.needs(frame.file, "Prisma", "@/generated/prisma/client");
      return [
        `if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2025") throw error;`,
        noted(scope, "error.code"),
      ];
    case "mapped": {
      sheet.needs(frame.file, "isUniqueViolation", "@/lib/http");
      const answer =
        frame.returns === "answer"
          ? 'return NextResponse.json({ error: "taken" }, { status: 409 });'
          : frame.returns === "number"
            ? "return 0;"
            : "return;";
      return [`if (isUniqueViolation(error)) ${answer}`, "throw error;"];
    }
  }
}

function writesSince({ sheet }: Scope, before: number): boolean {
  return sheet.operations.slice(before).some(({ does }) => does === "write");
}
