import type { BodyFacts, DeclarationFacts, StatementFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { contains, isSameRange } from "../region/ranges.ts";
import { statementsAround } from "../region/statement-tree.ts";
import type { EditContext } from "./edit-context.ts";

/** Removes `const client = db;` and `const orders = db.order;` where the rewrite leaves no use of them. */
export function aliasEdits({ body, text, edits }: Pick<EditContext, "body" | "text" | "edits">): void {
  for (const declaration of body.declarations) {
    const statement = aliasStatement(declaration, body, text);
    if (!statement) continue;
    const uses = body.references.filter((use) => use.declaration === declaration.id);
    const isUnused = uses.length > 0 && uses.every((use) => edits.replaces(use));
    const line = wholeLine(statement, text);
    if (isUnused && line) edits.remove(line);
  }
}

function aliasStatement(declaration: DeclarationFacts, body: BodyFacts, text: string): StatementFacts | null {
  const { initializer, statement, kind, holdsClient } = declaration;
  if (kind !== "const" || !holdsClient || !initializer) return null;
  const isAlias = /^[\w$]+(\.[\w$]+)*$/.test(text.slice(initializer.start, initializer.end));
  const found = statementsAround(body.statements, statement).at(-1);
  if (!isAlias || !found?.value?.target || !isSameRange(found.value.target, declaration.nameRange)) return null;
  return contains(found, initializer) && found.leadingStart === found.start ? found : null;
}

/** The statement with its line, if nothing else stands there. */
function wholeLine({ start, end }: StatementFacts, text: string): TextRange | null {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? "";
  const after = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  const lineStart = start - before.length;
  return after !== undefined && text[lineStart - 1] === "\n" ? { start: lineStart, end: end + after.length } : null;
}
