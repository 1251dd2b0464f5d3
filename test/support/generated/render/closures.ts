import type { Statement } from "../program.ts";
import { unreachedCall } from "./operation.ts";
import { bound } from "./operation-lines.ts";
import type { Scope } from "./scope.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

/** A function around an operation, which may be called later. */
export function closureLines(scope: Scope, { operation, form }: Of<"closure">): readonly string[] {
  const called = unreachedCall(scope, operation);
  const name = scope.fresh("save");
  const { result, shape } = called;
  const argument = form === "client" && !scope.frame.client.includes(".") ? scope.frame.client : null;
  if (argument !== null) scope.sheet.needs(scope.frame.file, "type Db", "@/lib/db-types");
  scope.closures.push({ name, argument, known: { result, shape }, reach: called.reach });
  scope.sheet.saw(`closure.${form}`);
  switch (form) {
    case "function":
      return scope.frame.client.includes("this.")
        ? [`const ${name} = async () => ${called.text};`]
        : [`async function ${name}() {\nreturn ${called.text};\n}`];
    case "block":
      return [`const ${name} = async () => {\ntotal += 1;\nreturn ${called.text};\n};`];
    default:
      return [`const ${name} = (${argument === null ? "" : `${argument}: Db`}) => ${called.text};`];
  }
}

/** A call of such a function. */
export function closureCallLines(scope: Scope, { pick, use }: Of<"callClosure">): readonly string[] {
  const closures = scope.knownClosures();
  const closure = closures[pick % Math.max(1, closures.length)];
  if (!closure) return ["total += 1;"];
  closure.reach();
  scope.sheet.saw("closure.called");
  scope.use(closure.name);
  const { result, shape } = closure.known;
  const text = `${closure.name}(${closure.argument === null ? "" : scope.frame.client})`;
  return use === "discard" ? [`await ${text};`] : bound(scope, { text, result, shape, does: "read" }).lines;
}

/** Another name for the client, or for the part of it that knows one model. */
export function aliasLines(scope: Scope, { form }: Of<"alias">): readonly string[] {
  const { frame, sheet } = scope;
  sheet.saw(`alias.${form}`);
  if (form === "delegate") {
    const name = scope.fresh("messages");
    sheet.operations.push({ does: "read", operation: "notification.count" });
    return [
      `const ${name} = ${frame.client}.notification;`,
      `total += await ${name}.count({ where: { tenantId: ${frame.tenant} } });`,
    ];
  }
  const name = scope.fresh("client2");
  const lines =
    form === "client"
      ? [`const ${name} = ${frame.client};`]
      : [`let ${name} = ${frame.client};`, `${name} = ${frame.client};`];
  scope.frame = { ...frame, client: name };
  return lines;
}
