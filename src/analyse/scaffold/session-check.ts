import { ts } from "ts-morph";
import { forEachNode } from "../body/own-nodes.ts";
import type { FoundEffect } from "../interpret/contribution.ts";
import { fileOf } from "../program/source-files.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { Value } from "../value/value.ts";
import type { SessionWrite } from "./facts.ts";
import { mentions } from "./mentions.ts";
import type { FoundOpening } from "./openings.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";
import { tenantSettings } from "./tenant-settings.ts";
import { quoted, Underivable } from "./underivable.ts";

/**
 * What the callback writes before and after the handler runs: today in the handler's transaction, then on its own.
 *
 * @throws Underivable if it does what has a meaning only inside that transaction: locks, settings, a transaction
 */
export function sessionWrites(program: ScaffoldProgram, opening: FoundOpening): readonly SessionWrite[] {
  const { it } = program;
  const { callback } = opening;
  const expected = new Set([...placesOfHandler(opening), ...placesOfSettings(program, opening)]);
  const found = it.evaluate(callback, it.frameAt(callback)).flatMap((value): readonly FoundEffect[] => {
    if (value.kind !== "function") return [];
    const { contribution } = it.invoke(value, value.node.parameters.map(clientFor));
    if (contribution.opened.some(({ client }) => client.client === "session")) {
      throw new Underivable(callback, `\`${quoted(callback)}\` opens a transaction of its own on the session client`);
    }
    return contribution.effects;
  });
  const own = found.filter(
    ({ effect, position }) => effect.client === "session" && !expected.has(`${effect.file}:${position}`),
  );
  own.forEach(({ effect }) => {
    const { kind, operation, file, line } = effect;
    const isRaw = operation.startsWith("$");
    const isBound = kind === "lock" || (isRaw && kind !== "read");
    if (isBound)
      throw new Underivable(
        callback,
        `\`${operation}\` (${file}:${line}) means something only in the transaction that goes away`,
      );
  });
  return own.flatMap(({ effect: { kind, model, operation, file, line } }) =>
    kind === "read" ? [] : [{ operation: model === null ? operation : `${model}.${operation}`, file, line }],
  );
}

/** Calls that hand the client to the handler: what it does with it is not the wrapper's. */
function placesOfHandler({ callback, handlers }: FoundOpening): ReadonlySet<string> {
  const places = new Set<string>();
  let root: ts.Node = callback;
  while (!ts.isSourceFile(root.parent)) root = root.parent;
  forEachNode(root, (node) => {
    const isHandler = ts.isCallExpression(node) && mentions(unwrap(node.expression), handlers);
    if (isHandler) places.add(`${fileOf(node)}:${node.getStart()}`);
  });
  return places;
}

/** The statements that set the tenant go away with the transaction. */
function placesOfSettings(program: ScaffoldProgram, { callback, through }: FoundOpening): readonly string[] {
  const fn = unwrap(callback);
  if (through.kind !== "transaction" || (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn))) return [];
  return (tenantSettings(program, fn)?.operations ?? []).map(({ node }) => `${fileOf(node)}:${node.getStart()}`);
}

/** Every parameter counts as the client, or as an object of clients: it is enough that the real one is among them. */
function clientFor({ name }: ts.ParameterDeclaration): Value {
  const client: Value = [{ kind: "client", client: "session", openedOn: null, extensions: [] }];
  return ts.isIdentifier(name) ? client : [{ kind: "object", properties: new Map(), rest: client, isContext: false }];
}
