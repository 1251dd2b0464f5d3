import { clientValue, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

const globalObjects = new Set(["globalThis", "global", "window", "self"]);

export function isGlobalObject(path: readonly string[]): boolean {
  return path.length === 1 && globalObjects.has(path[0] ?? "");
}

/**
 * A member of the global object: the usual place to keep a client over reloads (Prisma: "Best practice for
 * instantiating Prisma Client with Next.js"). One that a file declares as a `PrismaClient`, or calls so, is a client.
 */
export function globalMember(it: Interpreter, name: string): Value {
  if (/prisma/i.test(name) || isDeclaredClient(it, name)) return [clientValue("global")];
  return [{ kind: "builtin", path: [name], receiver: null }];
}

/** `declare global { var database: PrismaClient }` */
function isDeclaredClient(it: Interpreter, name: string): boolean {
  if (!/^\w+$/.test(name)) return false;
  const declaration = new RegExp(`\\b(?:var|let)\\s+${name}\\s*:[^;\\n]*\\bPrismaClient\\b`);
  return it.texts.naming([name]).some((file) => declaration.test(it.texts.text(file) ?? ""));
}
