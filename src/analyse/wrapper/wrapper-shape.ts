import { ts } from "ts-morph";
import type { SessionFamily } from "../../model/config.ts";
import type { ParameterPlace } from "../body/oracle.ts";
import type { CallNode, Interpreter } from "../interpret/interpreter.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { holdsClient } from "../value/holds-client.ts";
import { type FunctionValue, opaque, type Value } from "../value/value.ts";

/** Where a wrapper takes its handler, and where it hands over the client and the tenant. */
export interface WrapperShape {
  readonly handlerArgument: number;
  readonly client: ParameterPlace;
  readonly tenant: ParameterPlace | null;
}

/** The proposal's wrapper: `withSalesSession(request, async ({ tenantId, db }) => ...)`. */
const proposal: WrapperShape = {
  handlerArgument: 1,
  client: { index: 0, property: "db" },
  tenant: { index: 0, property: "tenantId" },
};

/**
 * Reads the shape from the wrapper's own declaration: it is run with parameters under observation, and the parameter
 * that gets called with a client is the handler. The configuration goes before what is found; where nothing is found
 * (a wrapper from a package) the proposal's shape is assumed.
 */
export function wrapperShape(it: Interpreter, declaration: Value, family: SessionFamily): WrapperShape {
  const found = declaration.flatMap((value) => (value.kind === "function" ? observe(it, value) : []));
  const shape = found[0] ?? proposal;
  return {
    ...shape,
    handlerArgument: family.handlerArgument ?? shape.handlerArgument,
    client: configuredPlace(family.client) ?? shape.client,
  };
}

function observe(it: Interpreter, wrapper: FunctionValue): readonly WrapperShape[] {
  const shapes: WrapperShape[] = [];
  it.onProbe = (index, given, node) => {
    const shape = shapeOfCall({ index, given, node });
    if (shape) shapes.push(shape);
  };
  const probes = wrapper.node.parameters.map((_, index): Value => [{ kind: "probe", index }]);
  it.invoke(wrapper, probes);
  it.onProbe = null;
  return shapes;
}

interface ObservedCall {
  readonly index: number;
  readonly given: readonly Value[];
  readonly node: CallNode;
}

function shapeOfCall({ index, given, node }: ObservedCall): WrapperShape | null {
  for (const [position, value] of given.entries()) {
    const property = clientProperty(value);
    if (property === undefined) continue;
    return { handlerArgument: index, client: { index: position, property }, tenant: tenantPlace(given, node) };
  }
  return null;
}

/** Null: the value is the client; a name: a property of it is; undefined: neither. */
function clientProperty(value: Value): string | null | undefined {
  for (const alternative of value) {
    if (alternative.kind === "client" || alternative.kind === "instance") return holdsClient([alternative]) ? null : undefined;
    if (alternative.kind !== "object") continue;
    for (const [name, part] of alternative.properties) if (part.some((inner) => inner.kind === "client")) return name;
  }
  return undefined;
}

const tenantName = /tenant|organi[sz]ation|workspace|account/i;

/** The tenant is told by its name: as a property of an argument, or as an argument. */
function tenantPlace(given: readonly Value[], node: CallNode): ParameterPlace | null {
  for (const [index, value] of given.entries()) {
    for (const alternative of value) {
      if (alternative.kind !== "object") continue;
      const names = [...alternative.properties.keys()].filter((name) => tenantName.test(name));
      const best = names.find((name) => /id$/i.test(name)) ?? names[0];
      if (best !== undefined) return { index, property: best };
    }
  }
  const written = ts.isCallExpression(node) ? node.arguments.map(unwrap) : [];
  const index = written.findIndex((argument) => ts.isIdentifier(argument) && tenantName.test(argument.text));
  return index < 0 ? null : { index, property: null };
}

/** `param:0`, `param:0.db` */
function configuredPlace(text: string | null): ParameterPlace | null {
  const match = /^param:(\d+)(?:\.(\w+))?$/.exec(text ?? "");
  return match ? { index: Number(match[1]), property: match[2] ?? null } : null;
}

/** The arguments that a handler gets: the session client in its place, the context object marked as such. */
export function handlerArguments(shape: WrapperShape): readonly Value[] {
  const client: Value = [{ kind: "client", client: "session", openedOn: null, extensions: [] }];
  const count = Math.max(shape.client.index, shape.tenant?.index ?? 0) + 1;
  return Array.from({ length: count }, (_, index): Value => {
    if (index !== shape.client.index) return opaque;
    if (shape.client.property === null) return client;
    return [{ kind: "object", properties: new Map([[shape.client.property, client]]), rest: opaque, isContext: true }];
  });
}
