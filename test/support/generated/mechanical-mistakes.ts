import ts from "typescript";

/** A wrong rewrite: the text of a migrated route with one edit that a careless tool could have made. */
export interface Mistake {
  readonly name: "write left on db" | "region split in two";
  readonly text: string;
}

/**
 * The mistakes that can be made with the last two writes among a region's own statements: the last one can fail when the
 * one before it is done. To move out the very last write would be none: nothing follows that could fail.
 */
export function mechanicalMistakes(text: string): readonly Mistake[] {
  const file = ts.createSourceFile("route.ts", text, ts.ScriptTarget.ES2022, true);
  const region = regionsIn(file).find(({ writes }) => writes.length > 1);
  return region ? [...leftOnClient(text, region), ...splitInTwo(text, region)] : [];
}

interface Region {
  /** The statement of which the call of `withTenant` is a part. */
  readonly statement: ts.Statement;
  readonly call: ts.CallExpression;
  readonly body: ts.Block;
  /** Statements of the body that do nothing but write. */
  readonly writes: readonly { readonly statement: ts.Statement; readonly client: ts.Identifier }[];
}

function regionsIn(node: ts.Node): readonly Region[] {
  const inner: Region[] = [];
  ts.forEachChild(node, (child) => void inner.push(...regionsIn(child)));
  const own = ts.isCallExpression(node) && node.expression.getText() === "withTenant" ? regionOf(node) : null;
  return own ? [own, ...inner] : inner;
}

function regionOf(call: ts.CallExpression): Region | null {
  const [, callback] = call.arguments;
  const statement = ts.findAncestor(call, ts.isStatement);
  if (!callback || !ts.isArrowFunction(callback) || !ts.isBlock(callback.body) || !statement) return null;
  if (!ts.isBlock(statement.parent)) return null;
  const client = callback.parameters[0]?.name.getText() ?? "";
  const writes = callback.body.statements.flatMap((one) => {
    const used = writingClient(one, client);
    return used ? [{ statement: one, client: used }] : [];
  });
  return { statement, call, body: callback.body, writes };
}

/** The client in `await tx.task.create(…);`. */
function writingClient(statement: ts.Statement, client: string): ts.Identifier | null {
  if (!ts.isExpressionStatement(statement) || !ts.isAwaitExpression(statement.expression)) return null;
  const call = statement.expression.expression;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const { name, expression } = call.expression;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return null;
  const isWrite = /^(create|update|upsert|delete)/.test(name.text);
  return isWrite && expression.expression.text === client ? expression.expression : null;
}

function leftOnClient(text: string, { writes }: Region): readonly Mistake[] {
  const client = writes.at(-2)?.client;
  if (!client) return [];
  const changed = `${text.slice(0, client.getStart())}db${text.slice(client.getEnd())}`;
  return [{ name: "write left on db", text: changed }];
}

/** What comes before the last write gets a transaction of its own, if nothing of it is used later. */
function splitInTwo(text: string, { statement, call, body, writes }: Region): readonly Mistake[] {
  const last = writes.at(-1)?.statement;
  if (!last) return [];
  const early = body.statements.slice(0, body.statements.indexOf(last));
  if (early.some((one) => ts.isDeclarationStatement(one) || ts.isVariableStatement(one) || leaves(one))) return [];
  const [from, to] = [body.statements[0]?.getFullStart() ?? 0, last.getFullStart()];
  const opening = text.slice(call.getStart(), from);
  const at = statement.getStart();
  const own = `await ${opening}${text.slice(from, to)}\n});\n`;
  return [{ name: "region split in two", text: text.slice(0, at) + own + text.slice(at, from) + text.slice(to) }];
}

function leaves(node: ts.Node): boolean {
  return ts.isReturnStatement(node) || (ts.forEachChild(node, leaves) ?? false);
}
