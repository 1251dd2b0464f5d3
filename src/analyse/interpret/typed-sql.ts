import { ts } from "ts-morph";
import { unwrap } from "../syntax/unwrap.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter } from "./interpreter.ts";

/** Where Prisma looks for them (Prisma: "TypedSQL"), in the root and in the packages of a workspace. */
const folders = ["prisma/sql", "sql"];

/** The texts of `$queryRawTyped(getOrders(id))`: `prisma/sql/getOrders.sql`; null if there is no such file. */
export function typedSqlTexts(it: Interpreter, call: Call): readonly string[] | null {
  const names = ts.isCallExpression(call.node)
    ? call.node.arguments.flatMap((argument) => queryNames(it, argument, call))
    : [];
  const texts = names.map((name) =>
    folders.map((folder) => it.texts.text(`${folder}/${name}.sql`)).find((text) => text !== null),
  );
  const found = texts.filter((text) => typeof text === "string");
  return found.length > 0 && found.length === texts.length ? found : null;
}

function queryNames(it: Interpreter, argument: ts.Expression, { frame }: Call): readonly string[] {
  const query = unwrap(argument);
  if (!ts.isCallExpression(query)) return [];
  return it
    .evaluate(query.expression, frame)
    .map((callee) => (callee.kind === "package" ? (callee.path.at(-1) ?? "") : ""));
}
